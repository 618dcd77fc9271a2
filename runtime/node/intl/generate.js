// Writes ../lib/internal/intl/en.js and locales.js: how numbers, dates, times and lists
// look in some locales, as the ICU of Node 20 has it (from the Unicode CLDR).
// Run: node runtime/node/intl/generate.js
'use strict';
const fs = require('fs');
const path = require('path');

const others = ['en-GB', 'en-AU', 'en-CA', 'en-IN', 'en-IE', 'en-NZ', 'de', 'de-AT', 'de-CH', 'fr', 'fr-CA', 'fr-CH', 'es', 'es-MX', 'it', 'pt', 'pt-PT',
  'nl', 'sv', 'da', 'nb', 'fi', 'pl', 'cs', 'tr', 'ru', 'uk', 'ja', 'zh', 'ko'];
const currencies = ['USD', 'EUR', 'GBP', 'JPY', 'CHF', 'CAD', 'AUD', 'NZD', 'CNY', 'INR', 'BRL', 'MXN', 'SEK', 'NOK', 'DKK', 'PLN', 'CZK', 'TRY', 'RUB', 'UAH', 'KRW', 'ZAR', 'SGD', 'HKD', 'ILS'];
const units = ['second', 'minute', 'hour', 'day', 'week', 'month', 'quarter', 'year'];

// A Saturday with one digit in month, day, hour, minute and second.
const sample = new Date(Date.UTC(2003, 1, 1, 4, 5, 6));
const codes = { weekday: 'w', year: 'y', month: 'm', day: 'd', hour: 'h', minute: 'i', second: 's', dayPeriod: 'a', timeZoneName: 'z' };

// pattern turns parts into "{m}/{d}/{y}": a field of two digits has a 2 behind it, a name
// an l (long) or s (short).
function pattern(locale, options, names) {
  return new Intl.DateTimeFormat(locale, { timeZone: 'UTC', ...options }).formatToParts(sample).map(({ type, value }) => {
    if (type === 'literal') return value;
    if (type === 'month' && !/^\d+$/.test(value)) {
      if (value === names.monthsLong[1] || value === names.monthsAlone[1]) return '{ml}';
      return value === names.monthsShort[1] ? '{ms}' : '{mS}';
    }
    if (type === 'weekday') return value === names.daysLong[6] ? '{wl}' : '{ws}';
    if (type === 'year' && value === '03') return '{y2}';
    if (['month', 'day', 'hour', 'minute', 'second'].includes(type) && /^0\d$/.test(value)) return `{${codes[type]}2}`;
    return `{${codes[type]}}`;
  }).join('');
}

function names(locale) {
  const get = (options, type, date) => {
    const part = new Intl.DateTimeFormat(locale, { timeZone: 'UTC', ...options }).formatToParts(date).find((p) => p.type === type);
    return part ? part.value : '';
  };
  const months = (options) => Array.from({ length: 12 }, (_, i) => get(options, 'month', Date.UTC(2003, i, 15)));
  const days = (options) => Array.from({ length: 7 }, (_, i) => get(options, 'weekday', Date.UTC(2003, 1, 2 + i)));
  return {
    monthsLong: months({ month: 'long', day: 'numeric' }), monthsAlone: months({ month: 'long' }), monthsShort: months({ month: 'short', day: 'numeric' }), monthsShortAlone: months({ month: 'short' }),
    monthsNarrow: months({ month: 'narrow' }), daysLong: days({ weekday: 'long' }), daysShort: days({ weekday: 'short' }), daysNarrow: days({ weekday: 'narrow' }),
    periods: [4, 16].map((hour) => get({ hour: 'numeric', hour12: true }, 'dayPeriod', Date.UTC(2003, 1, 1, hour))),
  };
}

function dates(locale, named) {
  const table = {};
  for (const w of [0, 1]) for (const y of [0, 1]) for (const m of ['', 'numeric', 'short', 'long']) for (const d of [0, 1]) {
    if (!(w || y || m || d)) continue;
    const options = {};
    if (w) options.weekday = 'long';
    if (y) options.year = 'numeric';
    if (m) options.month = m;
    if (d) options.day = 'numeric';
    table[`${w ? 'w' : ''}${y ? 'y' : ''}${m[0] || ''}${d ? 'd' : ''}`] = pattern(locale, options, named);
  }
  return table;
}

function times(locale, named, hourCycle) {
  const table = {};
  for (const key of ['h', 'hi', 'his', 'i', 'is', 's']) {
    const options = hourCycle ? { hourCycle } : {};
    if (key.includes('h')) options.hour = 'numeric';
    if (key.includes('i')) options.minute = 'numeric';
    if (key.includes('s')) options.second = 'numeric';
    table[key] = pattern(locale, options, named);
  }
  return table;
}

function styles(locale, named) {
  const all = {};
  for (const style of ['full', 'long', 'medium', 'short']) {
    all[style] = [pattern(locale, { dateStyle: style }, named), pattern(locale, { timeStyle: style }, named)];
    const both = pattern(locale, { dateStyle: style, timeStyle: 'short' }, named);
    const time = pattern(locale, { timeStyle: 'short' }, named);
    all[style].push(both.replace(all[style][0], '{date}').replace(time, '{time}'));
  }
  const date = pattern(locale, { year: 'numeric', month: 'numeric', day: 'numeric' }, named);
  const time = pattern(locale, { hour: 'numeric', minute: 'numeric' }, named);
  const join = (options) => {
    const joined = pattern(locale, { ...options, hour: 'numeric', minute: 'numeric' }, named);
    return joined.replace(pattern(locale, options, named), '{date}').replace(time, '{time}');
  };
  all.join = pattern(locale, { year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric' }, named).replace(date, '{date}').replace(time, '{time}');
  all.joinLong = join({ year: 'numeric', month: 'long', day: 'numeric' });
  return all;
}

function numbers(locale) {
  const parts = (options, n) => new Intl.NumberFormat(locale, options).formatToParts(n);
  const part = (list, type) => (list.find((p) => p.type === type) || { value: '' }).value;
  const shape = (list) => list.map(({ type, value }) => ({ currency: '¤', percentSign: '%', minusSign: '-', literal: value, compact: 'K' }[type] ?? (type === 'integer' ? '#' : ''))).join('');
  const grouped = parts({}, 1234567.5);
  return {
    decimal: part(grouped, 'decimal'), group: part(grouped, 'group'), lakh: part(parts({}, 12345678), 'integer') === '1' && grouped.filter((p) => p.type === 'integer')[0].value === '12' ? 1 : 0,
    grouping: parts({}, 1234).length > 1 ? 1 : 2, percent: shape(parts({ style: 'percent' }, 0.5)), minus: part(parts({}, -1), 'minusSign'),
    currency: shape(parts({ style: 'currency', currency: 'USD', maximumFractionDigits: 0 }, 5)),
    negative: shape(parts({ style: 'currency', currency: 'USD', maximumFractionDigits: 0 }, -5)), groupCurrency: part(parts({ style: 'currency', currency: 'USD' }, 1234567), 'group'),
    accounting: shape(parts({ style: 'currency', currency: 'USD', currencySign: 'accounting', maximumFractionDigits: 0 }, -5)),
    spaced: part(parts({ style: 'currency', currency: 'USD', currencyDisplay: 'code' }, 5), 'literal'),
    symbols: Object.fromEntries(currencies.map((currency) => [currency, ['symbol', 'narrowSymbol'].map((currencyDisplay) => part(parts({ style: 'currency', currency, currencyDisplay }, 5), 'currency'))])),
    compact: ['short', 'long'].map((compactDisplay) => Object.fromEntries([3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14].map((power) => {
      const list = parts({ notation: 'compact', compactDisplay }, 10 ** power);
      const digits = list.filter((p) => p.type === 'integer').map((p) => p.value).join('').length;
      const suffix = list.filter((p) => p.type === 'compact' || p.type === 'literal').map((p) => p.value).join('');
      return [power, [digits, suffix]];
    }))),
  };
}

function lists(locale) {
  const table = {};
  for (const type of ['conjunction', 'disjunction', 'unit']) for (const style of ['long', 'short', 'narrow']) {
    const literals = (list) => new Intl.ListFormat(locale, { type, style }).formatToParts(list).filter((p) => p.type === 'literal').map((p) => p.value);
    table[`${type}-${style}`] = [...literals(['a', 'b']), ...literals(['a', 'b', 'c', 'd']).slice(1)];
  }
  return table;
}

function relative(locale) {
  const table = {};
  for (const style of ['long', 'short', 'narrow']) for (const unit of units) {
    const exact = new Intl.RelativeTimeFormat(locale, { style });
    const auto = new Intl.RelativeTimeFormat(locale, { style, numeric: 'auto' });
    table[`${style}-${unit}`] = {
      past: [1, 2].map((n) => exact.format(-n, unit).replace(String(n), '#')),
      future: [1, 2].map((n) => exact.format(n, unit).replace(String(n), '#')),
      auto: Object.fromEntries([-2, -1, 0, 1, 2].map((n) => [n, auto.format(n, unit)]).filter(([n, text]) => !/\d/.test(text))),
    };
  }
  return table;
}

// measures are the units of numbers, each with what it looks like for one and for more.
function measures(locale) {
  const table = {};
  const compound = ['kilometer-per-hour', 'mile-per-hour', 'meter-per-second', 'mile-per-gallon', 'liter-per-kilometer'];
  for (const unitDisplay of ['short', 'long', 'narrow']) for (const unit of [...Intl.supportedValuesOf('unit'), ...compound]) {
    const format = new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay });
    table[`${unit}-${unitDisplay}`] = [1, 2].map((n) => format.format(n).replace(String(n), '#'));
  }
  return table;
}

function locale(name, more) {
  const named = names(name);
  return {
    names: named, dates: dates(name, named), times: times(name, named), times12: times(name, named, 'h12'), times24: times(name, named, 'h23'),
    hour12: new Intl.DateTimeFormat(name, { hour: 'numeric' }).resolvedOptions().hour12, styles: styles(name, named), numbers: numbers(name), lists: lists(name), ...more,
  };
}

const quoted = (value) => JSON.stringify(value).replace(/[\u007f-\u00a0\u200e\u200f\u202f]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`);

function write(file, text) {
  fs.writeFileSync(path.join(__dirname, '../lib/internal/intl', file), `'use strict';\n// Made by runtime/node/intl/generate.js from the Unicode CLDR. Do not edit.\nmodule.exports = ${text};\n`);
}

write('en.js', quoted(locale('en-US', { relative: relative('en-US'), units: measures('en-US') })));
write('locales.js', `{\n${others.map((name) => `${JSON.stringify(name)}: () => (${quoted(locale(name))}),`).join('\n')}\n}`);
