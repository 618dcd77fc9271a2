'use strict';
// What Node's crypto has and this one has not throws an error that says what is missing.
const { fault } = require('internal/fault');

const absent = (name) => fault(Error, 'ERR_FEATURE_UNAVAILABLE_ON_PLATFORM', `${name} is not available in this runtime`);

// spkac is for the class Certificate, which is about a format that browsers gave up.
function Certificate() {
  if (!(this instanceof Certificate)) return new Certificate();
}
for (const name of ['exportChallenge', 'exportPublicKey', 'verifySpkac']) {
  Certificate[name] = Certificate.prototype[name] = function () {
    throw absent(`crypto.Certificate.${name}`);
  };
}

module.exports = { absent, Certificate };
