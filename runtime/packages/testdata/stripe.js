// stripe 23
// remark: sends no telemetry_id, a random identifier that it keeps in the home directory: there is none
const Stripe = require('stripe');

module.exports = async function (user, context, cb) {
  const stripe = new Stripe(context.webtask.secrets.STRIPE, { maxNetworkRetries: 0 });
  const customer = await stripe.customers.create({ email: user.email, metadata: { id: user.id, 'with space': 'ü' } });
  const list = await stripe.customers.list({ limit: 2, created: { gte: 1 } });
  const signature = stripe.webhooks.generateTestHeaderString({ payload: '{"id":"evt_1","object":"event"}', secret: 'whsec', timestamp: 1600000000 });
  const event = stripe.webhooks.constructEvent('{"id":"evt_1","object":"event"}', signature, 'whsec', 1e12);
  try {
    await stripe.charges.create({ amount: 1, currency: 'usd', source: 'tok_chargeDeclined' }, { idempotencyKey: 'key-1' });
  } catch (error) {
    cb(null, { id: customer.id, listed: list.data.length, signature, event: event.id, failure: [error.type, error.code, error.statusCode, error.message, error.requestId] });
  }
};
