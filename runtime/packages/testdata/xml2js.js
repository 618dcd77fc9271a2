// xml2js 0.6
const xml2js = require('xml2js');

module.exports = function (user, context, cb) {
  const text = '<?xml version="1.0"?><users a="1"><user id="1">Zoë</user><user id="2"><![CDATA[<x>]]></user><empty/></users>';
  xml2js.parseString(text, (error, parsed) => {
    if (error) return cb(error);
    new xml2js.Parser({ explicitArray: false, mergeAttrs: true, tagNameProcessors: [xml2js.processors.stripPrefix] }).parseStringPromise('<s:a xmlns:s="u" k="v"><s:b>1</s:b></s:a>').then((merged) => {
      xml2js.parseString('<a><b></a>', (failure) => {
        const built = new xml2js.Builder().buildObject({ user: { $: { id: user.id }, email: user.email, tag: ['a', '<b>'] } });
        cb(null, { parsed, merged, failure: failure && failure.message, built });
      });
    }, cb);
  });
};
