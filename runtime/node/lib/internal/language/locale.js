'use strict';
// The methods of the built-ins that know locales: https://tc39.es/ecma402/#locale-sensitive-functions
const load = (name) => require('internal/intl').Intl[name];

function replace(object, methods) {
  for (const name of Object.keys(methods)) Object.defineProperty(object, name, { value: methods[name], writable: true, configurable: true });
}

const { valueOf } = Number.prototype;
const bigint = BigInt.prototype.valueOf;
const number = {
  toLocaleString(locales = undefined, options = undefined) {
    return new (load('NumberFormat'))(locales, options).format(valueOf.call(this));
  },
};
replace(Number.prototype, number);
replace(BigInt.prototype, {
  toLocaleString(locales = undefined, options = undefined) {
    return new (load('NumberFormat'))(locales, options).format(bigint.call(this));
  },
});

const { getTime } = Date.prototype;
function date(name, required, defaults) {
  return {
    [name](locales = undefined, options = undefined) {
      const time = getTime.call(this);
      if (Number.isNaN(time)) return 'Invalid Date';
      return require('internal/intl/date').DateTimeFormat._of(locales, options, required, defaults).format(time);
    },
  };
}
replace(Date.prototype, {
  ...date('toLocaleString', 'any', 'all'), ...date('toLocaleDateString', 'date', 'date'), ...date('toLocaleTimeString', 'time', 'time'),
});

const { localeCompare, toLocaleUpperCase, toLocaleLowerCase } = String.prototype;
const turkic = (locales) => {
  if (locales === undefined) return false;
  const [first] = require('internal/intl/locale').canonicalList(locales);
  return /^(tr|az)\b/.test(first || '');
};
replace(String.prototype, {
  localeCompare(that, locales = undefined, options = undefined) {
    if (locales === undefined && options === undefined) return localeCompare.call(this, that);
    return new (load('Collator'))(locales, options).compare(`${this}`, `${that}`);
  },
  toLocaleUpperCase(locales = undefined) {
    return turkic(locales) ? toLocaleUpperCase.call(`${this}`.replaceAll('i', 'İ')) : toLocaleUpperCase.call(this);
  },
  toLocaleLowerCase(locales = undefined) {
    return turkic(locales) ? toLocaleLowerCase.call(`${this}`.replaceAll('İ', 'i').replaceAll('I', 'ı')) : toLocaleLowerCase.call(this);
  },
});

replace(Array.prototype, {
  toLocaleString(locales = undefined, options = undefined) {
    return Array.from(this, (item) => (item === null || item === undefined ? '' : `${item.toLocaleString(locales, options)}`)).join(',');
  },
});
