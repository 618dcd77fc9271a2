'use strict';
// https://tc39.es/ecma262/#sec-additional-properties-of-the-date.prototype-object
const { add } = require('internal/language/add');

add(Date.prototype, {
  getYear() { return this.getFullYear() - 1900; },
  setYear(year) {
    const y = Number(year);
    if (Number.isNaN(y)) return this.setTime(NaN);
    if (Number.isNaN(this.getTime())) this.setTime(0);
    const whole = Math.trunc(y);
    return this.setFullYear(whole >= 0 && whole <= 99 ? whole + 1900 : y);
  },
  toGMTString: Date.prototype.toUTCString,
});
