// pg 8
const { Client, Pool } = require('pg');

module.exports = async function (user, context, cb) {
  const connectionString = context.webtask.secrets.POSTGRES;
  const client = new Client({ connectionString });
  await client.connect();
  try {
    await client.query('CREATE TEMP TABLE users (id text PRIMARY KEY, email text, meta jsonb, at timestamptz, n int, big bigint, raw bytea)');
    await client.query('INSERT INTO users VALUES ($1, $2, $3, $4, $5, $6, $7)', [user.id, user.email, { hobby: 'surfing' }, new Date(0), 7, '9007199254740993', Buffer.from('bytes')]);
    const { rows, rowCount, fields } = await client.query('SELECT * FROM users WHERE id = $1', [user.id]);
    const failure = await client.query('INSERT INTO users (id) VALUES ($1)', [user.id]).catch((e) => e);
    const array = await client.query({ text: 'SELECT $1::int[] AS list, $2::text AS text', values: [[1, 2], 'ü'], rowMode: 'array' });
    const large = await client.query("SELECT repeat('x', 100000) AS text FROM generate_series(1, 5)");
    await client.end();
    const pool = new Pool({ connectionString, max: 2 });
    const sums = await Promise.all([1, 2, 3].map((n) => pool.query('SELECT $1::int + 1 AS sum', [n])));
    await pool.end();
    cb(null, { rows, rowCount, names: fields.map((f) => f.name), failure: [failure.code, failure.message, failure.constraint], array: array.rows, large: large.rows.map((r) => r.text.length), sums: sums.map((r) => r.rows[0].sum) });
  } catch (error) {
    cb(error);
  }
};
