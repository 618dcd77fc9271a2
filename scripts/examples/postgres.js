/**
 * Keeps a row for every new user in a PostgreSQL database. An event that runs twice makes
 * one row.
 *
 *   CREATE TABLE signups (id text PRIMARY KEY, email text, metadata jsonb, at timestamptz DEFAULT now())
 *
 * Dependency: pg.
 * Secret: DATABASE_URL, such as postgres://user:password@host/database.
 *
 * @type {Hookline.AsyncPostUserRegistrationHook}
 */
module.exports = async function (user, context, cb) {
  const { Client } = require('pg');
  const client = new Client({ connectionString: context.webtask.secrets.DATABASE_URL });
  try {
    await client.connect();
    const { rowCount } = await client.query(
      'INSERT INTO signups (id, email, metadata) VALUES ($1, $2, $3) ON CONFLICT (id) DO NOTHING',
      ['auth0|' + user.id, user.email, user.user_metadata]);
    console.log(rowCount === 1 ? 'a new row' : 'the row was there already');
    cb();
  } catch (error) {
    cb(error);
  } finally {
    await client.end();
  }
};
