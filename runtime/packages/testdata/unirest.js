// unirest 0.6
const unirest = require('unirest');

module.exports = function (user, context, cb) {
  unirest
    .post('https://api.example.com/echo')
    .headers({ Accept: 'application/json', 'Content-Type': 'application/json' })
    .send({ email: user.email })
    .end((first) => {
      unirest('GET', 'https://api.example.com/echo').query({ q: 'a b' }).auth('u', 'p').end((second) => {
        unirest.post('https://api.example.com/echo').form({ a: '1' }).then((third) => {
          cb(null, [first.status, first.body, second.body, third.code, third.body]);
        });
      });
    });
};
