// mongodb 3
const { MongoClient, ObjectID } = require('mongodb');

module.exports = function (user, context, cb) {
  MongoClient.connect('mongodb://mongo.example.com:27017/app', { useUnifiedTopology: true, useNewUrlParser: true, serverSelectionTimeoutMS: 3000 }, (error, client) => {
    if (error) return cb(error);
    const users = client.db('app').collection('users');
    users.insertOne({ _id: new ObjectID('5f0000000000000000000001'), email: user.email, at: new Date(0), n: 7, tags: ['a', 'ü'], raw: Buffer.from('x') }, (error, inserted) => {
      if (error) return client.close(() => cb(error));
      users.find({ email: user.email }, { projection: { _id: 0 } }).limit(2).toArray((error, found) => {
        if (error) return client.close(() => cb(error));
        users.insertOne({ _id: 'x', fails: true }, (failure) => client.close(() => {
          cb(null, { inserted: inserted.insertedCount, found, failure: failure && [failure.name, failure.code, failure.message] });
        }));
      });
    });
  });
};
