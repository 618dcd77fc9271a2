// js-yaml 5
const yaml = require('js-yaml');

module.exports = function (user, context, cb) {
  const loaded = yaml.load('a: 1\nlist:\n  - x\n  - {y: [1, 2.5, ~]}\ntext: |\n  two\n  lines\nanchor: &id {k: v}\nsame: *id\nflag: yes\nhex: 0x1F\n');
  let failure;
  try {
    yaml.load('a: [1');
  } catch (error) {
    failure = [error.name, error.reason, error.mark && error.mark.line];
  }
  cb(null, { loaded, dumped: yaml.dump({ user: { email: user.email, tags: ['a', 'b: c'], none: null, text: 'l1\nl2' } }), failure });
};
