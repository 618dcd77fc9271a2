'use strict';
// Locales: https://tc39.es/ecma402/#sec-internationalization-api
const own = 'en-US';

function wrongTag(tag) {
  return new RangeError(`Incorrect locale information provided`, { cause: tag });
}

// canonical writes a language tag as it is spelled: zh-Hant-TW.
function canonical(tag) {
  if (typeof tag !== 'string' && (typeof tag !== 'object' || tag === null)) throw new TypeError('Incorrect locale information provided');
  tag = `${tag}`;
  if (!/^[a-z]{2,3}(-[a-z]{3})?(-[a-z]{4})?(-([a-z]{2}|\d{3}))?(-([a-z\d]{5,8}|\d[a-z\d]{3}))*(-[a-wyz\d](-[a-z\d]{2,8})+)*(-x(-[a-z\d]{1,8})+)?$/i.test(tag)) throw wrongTag(tag);
  const [language, ...parts] = tag.split('-');
  let extension = false;
  return [language.toLowerCase(), ...parts.map((part) => {
    extension ||= part.length === 1;
    if (extension) return part.toLowerCase();
    if (part.length === 4 && /^[a-z]/i.test(part)) return part[0].toUpperCase() + part.slice(1).toLowerCase();
    return part.length === 2 ? part.toUpperCase() : part.toLowerCase();
  })].join('-');
}

function canonicalList(locales) {
  if (locales === undefined) return [];
  if (locales === null) throw new TypeError('Cannot convert undefined or null to object');
  const list = typeof locales === 'string' || locales instanceof (require('internal/intl/others').Locale) ? [locales] : Array.from(locales);
  return [...new Set(list.map(canonical))];
}

const bare = (tag) => tag.replace(/-[a-wyz\d](-.*)?$/, '');

// find returns the data of a locale, or of the language when only the region is not
// known. It is undefined for a language that does not exist here.
function find(tag) {
  const name = bare(tag);
  const parts = name.split('-');
  if (name === 'en' || name === own) return { name, data: require('internal/intl/en') };
  const known = require('internal/intl/locales');
  for (let n = parts.length; n > 0; n--) {
    const shorter = parts.slice(0, n).join('-');
    if (Object.hasOwn(known, shorter)) return { name, data: { ...require('internal/intl/en'), relative: undefined, units: undefined, ...known[shorter]() } };
  }
  return parts[0] === 'en' ? { name, data: require('internal/intl/en') } : undefined;
}

// resolve finds the first locale that exists. Unlike Node, which would write English,
// it throws if none does.
function resolve(locales) {
  const list = canonicalList(locales);
  if (list.length === 0) return { name: own, data: require('internal/intl/en') };
  for (const tag of list) {
    const found = find(tag);
    if (found) return found;
  }
  throw new RangeError(`the locale "${list[0]}" does not exist here; there are en and ${Object.keys(require('internal/intl/locales')).filter((n) => !n.includes('-')).join(', ')}`);
}

const supported = (locales) => canonicalList(locales).filter((tag) => find(tag) !== undefined);

// options makes a function that reads one of the options of an object, which must be
// among the values.
const options = (owner) => (given, name, values, fallback) => {
  let value = given[name];
  if (value === undefined) return fallback;
  value = typeof values[0] === 'boolean' ? Boolean(value) : `${value}`;
  if (!values.includes(value)) throw new RangeError(`Value ${value} out of range for ${owner} options property ${name}`);
  return value;
};

function integer(given, name, min, max, fallback) {
  const value = given[name];
  if (value === undefined) return fallback;
  const number = Number(value);
  if (!(number >= min && number <= max)) throw new RangeError(`${name} value is out of range.`);
  return Math.floor(number);
}

module.exports = { canonicalList, canonical, resolve, supported, options, integer };
