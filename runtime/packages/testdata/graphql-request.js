// graphql-request 7
const { request, gql, GraphQLClient } = require('graphql-request');

module.exports = async (user, context, cb) => {
  const query = gql`
    mutation insertUser($id: String!, $email: String) {
      insert_user_one(object: { id: $id, email: $email }) { id }
    }
  `;
  const client = new GraphQLClient('https://graphql.example.com/v1/graphql', { headers: { 'x-hasura-admin-secret': context.webtask.secrets.HASURA } });
  const first = await client.request(query, { id: user.id, email: user.email });
  const second = await request('https://graphql.example.com/v1/graphql', '{ users { id } }');
  try {
    await client.request('{ fails }');
  } catch (error) {
    return cb(null, { first, second, errors: error.response.errors, status: error.response.status, message: error.message.slice(0, 60) });
  }
  cb(new Error('not reached'));
};
