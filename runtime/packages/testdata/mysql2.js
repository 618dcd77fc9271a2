// mysql2 3
const mysql = require('mysql2/promise');
const callbacks = require('mysql2');

module.exports = async function (user, context, cb) {
  const uri = context.webtask.secrets.MYSQL;
  try {
    const connection = await mysql.createConnection(uri);
    await connection.query('CREATE TEMPORARY TABLE users (id varchar(40) PRIMARY KEY, email varchar(100), n int, big bigint, price decimal(10,2), at datetime, raw blob) CHARACTER SET utf8mb4');
    const [inserted] = await connection.execute('INSERT INTO users VALUES (?, ?, ?, ?, ?, ?, ?)', [user.id, 'ü👍' + user.email, 7, '9007199254740993', '1.50', '2021-01-02 03:04:05', Buffer.from('bytes')]);
    const [rows, fields] = await connection.execute('SELECT * FROM users WHERE id = ?', [user.id]);
    const [text] = await connection.query('SELECT ?? FROM users WHERE id = ? AND n IN (?)', [['id', 'email'], user.id, [6, 7]]);
    const failure = await connection.execute('INSERT INTO users (id) VALUES (?)', [user.id]).catch((e) => e);
    await connection.end();
    callbacks.createConnection(uri).query('SELECT 1 + 1 AS two', function (error, result) {
      this._connection ? this._connection.end() : null;
      if (error) return cb(error);
      cb(null, { affected: inserted.affectedRows, rows, names: fields.map((f) => f.name), text, failure: [failure.code, failure.errno, failure.sqlState], result, formatted: callbacks.format('SELECT ? , ?', ["it's", null]) });
    });
  } catch (error) {
    cb(error);
  }
};
