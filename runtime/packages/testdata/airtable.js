// airtable 0.12
const Airtable = require('airtable');

module.exports = function (user, context, cb) {
  const base = new Airtable({ apiKey: context.webtask.secrets.AIRTABLE }).base('app1');
  base('Users').create([{ fields: { Email: user.email, Name: 'Zoë' } }], (error, records) => {
    if (error) return cb(error);
    base('Users').select({ filterByFormula: "{Email} = '" + user.email + "'", maxRecords: 3, sort: [{ field: 'Email', direction: 'desc' }] }).firstPage().then((page) => {
      base('Missing').find('rec404', (failure) => {
        cb(null, { created: records[0].getId(), found: page.map((r) => r.get('Email')), failure: [failure.error, failure.statusCode, failure.message] });
      });
    }, cb);
  });
};
