'use strict';
// https://tc39.es/ecma402/#numberformat-objects
const { resolve, supported, options: reader, integer } = require('internal/intl/locale');
const option = reader('Intl.NumberFormat');

const noFraction = new Set(['BIF', 'CLP', 'DJF', 'GNF', 'ISK', 'JPY', 'KMF', 'KRW', 'PYG', 'RWF', 'UGX', 'UYI', 'VND', 'VUV', 'XAF', 'XOF', 'XPF']);
const threeDigits = new Set(['BHD', 'IQD', 'JOD', 'KWD', 'LYD', 'OMR', 'TND']);
const currencyDigits = (code) => (noFraction.has(code) ? 0 : threeDigits.has(code) ? 3 : 2);

// digits writes a number without sign in decimal: "1234.5", as long as it is.
function digits(value) {
  const text = String(value).replace('-', '');
  const [mantissa, exponent] = text.split('e');
  if (exponent === undefined) return text;
  const [whole, fraction = ''] = mantissa.split('.');
  const shift = Number(exponent);
  const all = whole + fraction;
  const point = whole.length + shift;
  if (point <= 0) return `0.${'0'.repeat(-point)}${all}`;
  return point >= all.length ? all + '0'.repeat(point - all.length) : `${all.slice(0, point)}.${all.slice(point)}`;
}

// round keeps so many digits behind the point; what is cut rounds half up.
function round(text, places, mode = 'halfExpand', negative = false) {
  const [whole, fraction = ''] = text.split('.');
  if (fraction.length <= places) return text;
  const kept = BigInt(whole + fraction.slice(0, places) || '0');
  const rest = fraction.slice(places);
  const all = (roundsUp(rest, kept, mode, negative) ? kept + 1n : kept).toString().padStart(places + 1, '0');
  return places === 0 ? all : `${all.slice(0, -places)}.${all.slice(-places)}`;
}

function roundsUp(rest, kept, mode, negative) {
  if (/^0*$/.test(rest)) return false;
  const half = /^50*$/.test(rest);
  const above = rest[0] >= '5' && !half;
  switch (mode) {
    case 'ceil': return !negative;
    case 'floor': return negative;
    case 'expand': return true;
    case 'trunc': return false;
    case 'halfCeil': return above || (half && !negative);
    case 'halfFloor': return above || (half && negative);
    case 'halfTrunc': return above;
    case 'halfEven': return above || (half && kept % 2n === 1n);
    default: return above || half;
  }
}

const roundingModes = ['ceil', 'floor', 'expand', 'trunc', 'halfCeil', 'halfFloor', 'halfExpand', 'halfTrunc', 'halfEven'];

function significant(text, min, max, mode, negative) {
  const [whole, fraction = ''] = text.split('.');
  const first = /[1-9]/.exec(whole + fraction);
  if (first === null) return min > 1 ? `0.${'0'.repeat(min - 1)}` : '0';
  const magnitude = whole.length - first.index; // digits before the point, zero or less for none
  let result;
  if (magnitude <= max) result = round(text, max - magnitude, mode, negative);
  else {
    const unit = magnitude - max;
    result = round(`${whole.slice(0, -unit)}.${whole.slice(-unit)}${fraction}`, 0, mode, negative) + '0'.repeat(unit);
  }
  return pad(result, Math.max(0, min - Math.max(magnitude, result.split('.')[0].replace(/^0+/, '').length)));
}

// pad makes the fraction at least so long, and drops zeros beyond that.
function pad(text, min) {
  let [whole, fraction = ''] = text.split('.');
  while (fraction.length > min && fraction.endsWith('0')) fraction = fraction.slice(0, -1);
  fraction = fraction.padEnd(min, '0');
  return fraction === '' ? whole : `${whole}.${fraction}`;
}

class NumberFormat {
  #data;
  #resolved;
  #format;
  #units;

  constructor(locales = undefined, options = undefined) {
    const { name, data } = resolve(locales);
    this.#data = data.numbers;
    this.#resolved = read(name, options === undefined ? {} : Object(options));
    if (this.#resolved.unit) this.#units = unitText(data, this.#resolved);
  }

  static supportedLocalesOf(locales) { return supported(locales); }
  resolvedOptions() { return { ...this.#resolved }; }

  get format() {
    this.#format ??= (value) => this.formatToParts(value).map((part) => part.value).join('');
    return this.#format;
  }

  formatToParts(value) {
    if (typeof value === 'string' && value.trim() !== '' && Number.isFinite(Number(value)) && !/^0[xob]/i.test(value.trim())) value = exact(value.trim());
    const number = typeof value === 'bigint' || typeof value === 'object' && value instanceof Exact ? value : Number(value);
    const parts = write(number, this.#resolved, this.#data);
    return this.#units ? measured(parts, this.#units) : parts;
  }

  formatRange(start, end) {
    const [a, b] = [this.format(start), this.format(end)];
    return a === b ? `~${a}` : `${a} – ${b}`;
  }
}

// Exact is a number in text, of which no digit may be lost.
class Exact {
  constructor(text) { this.text = text; }
  toString() { return this.text; }
}
const exact = (text) => new Exact(text.replace(/^\+/, ''));

function read(locale, options) {
  const style = option(options, 'style', ['decimal', 'percent', 'currency', 'unit'], 'decimal');
  const resolved = { locale, numberingSystem: 'latn', style };
  if (style === 'unit') {
    if (options.unit === undefined) throw new TypeError("Invalid unit argument for Intl.NumberFormat() ''");
    resolved.unit = `${options.unit}`;
    resolved.unitDisplay = option(options, 'unitDisplay', ['short', 'narrow', 'long'], 'short');
  }
  let { currency } = options;
  if (currency !== undefined && !/^[a-z]{3}$/i.test(`${currency}`)) throw new RangeError(`Invalid currency code : ${currency}`);
  if (style === 'currency') {
    if (currency === undefined) throw new TypeError('Currency code is required with currency style.');
    currency = `${currency}`.toUpperCase();
    resolved.currency = currency;
    resolved.currencyDisplay = option(options, 'currencyDisplay', ['code', 'symbol', 'narrowSymbol', 'name'], 'symbol');
    resolved.currencySign = option(options, 'currencySign', ['standard', 'accounting'], 'standard');
  }
  const notation = option(options, 'notation', ['standard', 'scientific', 'engineering', 'compact'], 'standard');
  if (notation === 'scientific' || notation === 'engineering') throw new RangeError(`Intl.NumberFormat has no notation "${notation}" here`);
  readDigits(resolved, options, style === 'currency' && notation === 'standard' ? currencyDigits(currency) : undefined, style, notation);
  const grouping = options.useGrouping;
  resolved.useGrouping = grouping === undefined ? (notation === 'compact' ? 'min2' : 'auto')
    : grouping === 'min2' || grouping === 'always' || grouping === 'auto' ? grouping : grouping === true ? 'always' : grouping === 'true' || grouping === 'false' ? 'auto' : grouping ? 'always' : false;
  resolved.notation = notation;
  if (notation === 'compact') resolved.compactDisplay = option(options, 'compactDisplay', ['short', 'long'], 'short');
  resolved.signDisplay = option(options, 'signDisplay', ['auto', 'never', 'always', 'exceptZero', 'negative'], 'auto');
  resolved.roundingIncrement = 1;
  resolved.roundingMode = option(options, 'roundingMode', roundingModes, 'halfExpand');
  resolved.roundingPriority = option(options, 'roundingPriority', ['auto', 'morePrecision', 'lessPrecision'], 'auto');
  resolved.trailingZeroDisplay = option(options, 'trailingZeroDisplay', ['auto', 'stripIfInteger'], 'auto');
  return resolved;
}

// unitText is what stands around the digits, for one and for more: English only.
function unitText(data, { unit, unitDisplay, locale }) {
  if (!require('internal/intl/en').units[`${unit}-${unitDisplay}`]) throw new RangeError(`Invalid unit argument for Intl.NumberFormat() '${unit}'`);
  if (!data.units) throw new RangeError(`Intl.NumberFormat has units in English only here, not in "${locale}"`);
  return data.units[`${unit}-${unitDisplay}`];
}

function measured(parts, [one, more]) {
  const digits = parts.filter((p) => !/Sign$/.test(p.type)).map((p) => p.value).join('');
  const [before, after] = (digits === '1' ? one : more).split('#');
  const around = (text) => text.split(/(\s+)/).filter((s) => s !== '').map((value) => ({ type: /^\s/.test(value) ? 'literal' : 'unit', value }));
  const joined = (list) => (list.length > 2 ? [list[0], { type: 'unit', value: list.slice(1).map((p) => p.value).join('') }] : list);
  return [...around(before), ...parts, ...joined(around(after))];
}

function readDigits(resolved, options, forCurrency, style, notation) {
  resolved.minimumIntegerDigits = integer(options, 'minimumIntegerDigits', 1, 21, 1);
  if (options.minimumSignificantDigits !== undefined || options.maximumSignificantDigits !== undefined) {
    resolved.minimumSignificantDigits = integer(options, 'minimumSignificantDigits', 1, 21, 1);
    resolved.maximumSignificantDigits = integer(options, 'maximumSignificantDigits', resolved.minimumSignificantDigits, 21, 21);
    return;
  }
  const defaults = forCurrency === undefined ? [0, style === 'percent' || notation === 'compact' ? 0 : 3] : [forCurrency, forCurrency];
  let min = integer(options, 'minimumFractionDigits', 0, 100, undefined);
  let max = integer(options, 'maximumFractionDigits', 0, 100, undefined);
  if (min !== undefined && max !== undefined && min > max) throw new RangeError('maximumFractionDigits value is out of range.');
  if (notation === 'compact' && min === undefined && max === undefined) resolved.compactRounding = true;
  min ??= Math.min(defaults[0], max ?? defaults[0]);
  max ??= Math.max(defaults[1], min);
  resolved.minimumFractionDigits = min;
  resolved.maximumFractionDigits = max;
}

// write makes the parts of a number.
function write(value, o, data) {
  const number = Number(value);
  const negative = value < 0 || Object.is(value, -0) || (value instanceof Exact && value.text.startsWith('-'));
  const parts = [];
  let isZero = false;
  if (Number.isNaN(number)) parts.push({ type: 'nan', value: 'NaN' });
  else if (!Number.isFinite(number) && typeof value === 'number') parts.push({ type: 'infinity', value: '∞' });
  else {
    const { text, suffix } = scaled(digits(value), o, data, negative);
    isZero = !/[1-9]/.test(text);
    parts.push(...group(text, o, data));
    if (suffix) {
      const [, space, word] = /^(\s*)(.*)$/.exec(suffix);
      if (space) parts.push({ type: 'literal', value: space });
      parts.push({ type: 'compact', value: word });
    }
  }
  return signed(parts, sign(negative && !Number.isNaN(number), isZero, o.signDisplay), o, data);
}

function scaled(text, o, data, negative) {
  if (o.style === 'percent') text = shift(text, 2);
  if (o.notation !== 'compact') return { text: rounded(text, o, negative), suffix: '' };
  const power = text.split('.')[0].replace(/^0+/, '').length - 1;
  const table = data.compact[o.compactDisplay === 'short' ? 0 : 1];
  const entry = (p) => table[Math.min(p, 14)];
  const apply = (p) => {
    const found = entry(p);
    if (!found || p < 3) return { text: rounded(text, o, negative), suffix: '' };
    const places = Math.min(p, 14) + 1 - found[0];
    return { text: rounded(shift(text, found[1] === '' ? 0 : -places), o, negative), suffix: found[1] };
  };
  const result = apply(power);
  const length = result.text.split('.')[0].length;
  const expected = power >= 3 && entry(power) ? entry(power)[0] + Math.max(0, power - 14) : Math.max(1, power + 1);
  return length > expected ? apply(power + 1) : result; // 999,999 is 1M
}

// shift moves the point.
function shift(text, places) {
  if (places === 0) return text;
  let [whole, fraction = ''] = text.split('.');
  if (places > 0) {
    fraction = fraction.padEnd(places, '0');
    return `${whole}${fraction.slice(0, places)}.${fraction.slice(places)}`.replace(/^0+(?=\d)/, '').replace(/\.$/, '');
  }
  whole = whole.padStart(1 - places, '0');
  return `${whole.slice(0, places)}.${whole.slice(places)}${fraction}`;
}

function rounded(text, o, negative) {
  let result;
  if (o.maximumSignificantDigits !== undefined) {
    result = significant(text, o.minimumSignificantDigits, o.maximumSignificantDigits, o.roundingMode, negative);
  } else if (o.compactRounding) {
    const whole = text.split('.')[0].replace(/^0+/, '').length;
    result = whole >= 2 ? round(text, 0, o.roundingMode, negative) : significant(text, 1, 2, o.roundingMode, negative);
  } else result = pad(round(text, o.maximumFractionDigits, o.roundingMode, negative), o.minimumFractionDigits);
  if (o.trailingZeroDisplay === 'stripIfInteger' && /^\d+\.0+$/.test(result)) [result] = result.split('.');
  const [whole, fraction] = result.split('.');
  const padded = whole.replace(/^0+(?=\d)/, '').padStart(o.minimumIntegerDigits, '0');
  return fraction === undefined ? padded : `${padded}.${fraction}`;
}

function group(text, o, data) {
  const [whole, fraction] = text.split('.');
  const parts = [];
  const least = o.useGrouping === 'min2' ? 2 : o.useGrouping === 'always' ? 1 : data.grouping;
  if (o.useGrouping !== false && whole.length >= 3 + least) {
    const pieces = whole.replace(data.lakh ? /\B(?=(\d{2})*\d{3}$)/g : /\B(?=(\d{3})+$)/g, '|').split('|');
    pieces.forEach((value, i) => parts.push(...(i > 0 ? [{ type: 'group', value: o.style === 'currency' ? data.groupCurrency : data.group }] : []), { type: 'integer', value }));
  } else parts.push({ type: 'integer', value: whole });
  if (fraction !== undefined) parts.push({ type: 'decimal', value: data.decimal }, { type: 'fraction', value: fraction });
  return parts;
}

function sign(negative, isZero, display) {
  switch (display) {
    case 'never': return '';
    case 'always': return negative ? '-' : '+';
    case 'exceptZero': return isZero ? '' : negative ? '-' : '+';
    case 'negative': return negative && !isZero ? '-' : '';
    default: return negative ? '-' : '';
  }
}

const names = { USD: ['US dollar', 'US dollars'], EUR: ['euro', 'euros'], GBP: ['British pound', 'British pounds'], JPY: ['Japanese yen', 'Japanese yen'] };

function currencyText(o, data, parts) {
  const [symbol, narrow] = data.symbols[o.currency] || [o.currency, o.currency];
  if (o.currencyDisplay === 'code') return o.currency;
  if (o.currencyDisplay === 'narrowSymbol') return narrow;
  if (o.currencyDisplay === 'symbol') return symbol;
  if (!names[o.currency]) return o.currency;
  return names[o.currency][parts.map((p) => p.value).join('') === '1.00' ? 0 : 1];
}

// signed puts sign, currency and percent around the digits.
function signed(parts, mark, o, data) {
  const minus = mark === '' ? [] : [mark === '-' ? { type: 'minusSign', value: data.minus || '-' } : { type: 'plusSign', value: '+' }];
  if (o.style === 'percent') {
    const [before, after] = data.percent.split('#');
    return [...minus, ...literal(before, '%', 'percentSign', '%'), ...parts, ...literal(after, '%', 'percentSign', '%')];
  }
  if (o.style !== 'currency') return [...minus, ...parts];
  const value = currencyText(o, data, parts);
  if (o.currencyDisplay === 'name') return [...minus, ...parts, { type: 'literal', value: ' ' }, { type: 'currency', value }];
  const accounting = o.currencySign === 'accounting' && mark === '-' && data.accounting.startsWith('(');
  const shape = accounting ? data.accounting : mark === '-' ? data.negative : mark + data.currency;
  const [before, after] = shape.split('#');
  // A currency that ends in a letter stands apart from the digits.
  const apart = before.endsWith('¤') && /\p{L}$/u.test(value) ? [{ type: 'literal', value: '\u00a0' }] : [];
  const around = (text) => literal(text, '¤', 'currency', value).flatMap((part) => (part.type === 'literal' && /[-+]/.test(part.value) ? marked(part.value, minus) : [part]));
  return [...around(before), ...apart, ...parts, ...around(after)];
}

// marked puts the sign in the place of "-" or "+" in a literal.
const marked = (text, minus) => text.split(/([-+])/).filter((s) => s !== '').flatMap((s) => (/[-+]/.test(s) ? minus : [{ type: 'literal', value: s }]));

function literal(text, mark, type, value) {
  return text.split(/([¤%])/).filter((s) => s !== '').map((s) => (s === mark ? { type, value } : { type: 'literal', value: s }));
}

Object.defineProperty(NumberFormat.prototype, Symbol.toStringTag, { value: 'Intl.NumberFormat', configurable: true });

module.exports = { NumberFormat };
