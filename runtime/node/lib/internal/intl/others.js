'use strict';
// Collator, PluralRules, ListFormat, RelativeTimeFormat, Locale: https://tc39.es/ecma402/
const { canonical, resolve, supported, options: reader } = require('internal/intl/locale');
const binding = internalBinding('intl');
const option = reader('Intl');

const tag = (C) => Object.defineProperty(C.prototype, Symbol.toStringTag, { value: `Intl.${C.name}`, configurable: true });

class Collator {
  #o;
  #compare;

  constructor(locales = undefined, options = undefined) {
    const given = options === undefined ? {} : Object(options);
    const { name } = resolve(locales);
    this.#o = {
      locale: name,
      usage: option(given, 'usage', ['sort', 'search'], 'sort'),
      sensitivity: option(given, 'sensitivity', ['base', 'accent', 'case', 'variant'], 'variant'),
      ignorePunctuation: Boolean(given.ignorePunctuation),
      collation: 'default',
      numeric: Boolean(given.numeric),
      caseFirst: option(given, 'caseFirst', ['upper', 'lower', 'false'], 'false'),
    };
  }

  static supportedLocalesOf(locales) { return supported(locales); }
  resolvedOptions() { return { ...this.#o }; }

  get compare() {
    const { locale, sensitivity, numeric } = this.#o;
    this.#compare ??= (a, b) => binding.compare(`${a}`, `${b}`, locale, sensitivity, numeric);
    return this.#compare;
  }
}

class PluralRules {
  #o;
  #numbers;

  constructor(locales = undefined, options = undefined) {
    const given = options === undefined ? {} : Object(options);
    const { NumberFormat } = require('internal/intl/number');
    const { style, ...digits } = given;
    this.#numbers = new NumberFormat(locales, { ...digits, useGrouping: false, style: 'decimal' });
    const resolved = this.#numbers.resolvedOptions();
    this.#o = { locale: resolved.locale, type: option(given, 'type', ['cardinal', 'ordinal'], 'cardinal') };
    for (const name of ['minimumIntegerDigits', 'minimumFractionDigits', 'maximumFractionDigits', 'minimumSignificantDigits', 'maximumSignificantDigits']) {
      if (resolved[name] !== undefined) this.#o[name] = resolved[name];
    }
  }

  static supportedLocalesOf(locales) { return supported(locales); }

  resolvedOptions() {
    const ordinal = this.#o.type === 'ordinal';
    const seen = new Set();
    for (const n of [0, 1, 2, 3, 4, 5, 6, 11, 12, 21, 22, 23, 100, 1000000, ...(ordinal ? [] : [0.5, 1.5])]) seen.add(this.select(n));
    const pluralCategories = ['few', 'many', 'one', 'two', 'zero', 'other'].filter((c) => seen.has(c));
    return { ...this.#o, pluralCategories, roundingIncrement: 1, roundingMode: 'halfExpand', roundingPriority: 'auto', trailingZeroDisplay: 'auto' };
  }

  select(value) {
    const number = Number(value);
    if (!Number.isFinite(number)) return 'other';
    const parts = this.#numbers.formatToParts(Math.abs(number));
    const whole = parts.find((p) => p.type === 'integer').value;
    const fraction = (parts.find((p) => p.type === 'fraction') || { value: '' }).value;
    const trimmed = fraction.replace(/0+$/, '');
    const small = (text) => Number(text.slice(-9) || 0); // the rules look at the last digits
    return binding.plural(this.#o.locale, this.#o.type === 'ordinal', whole.length > 9 ? 1e9 + small(whole) : Number(whole),
      fraction.length, trimmed.length, small(fraction), small(trimmed));
  }
}

class ListFormat {
  #o;
  #patterns;

  constructor(locales = undefined, options = undefined) {
    const given = options === undefined ? {} : Object(options);
    const { name, data } = resolve(locales);
    this.#o = {
      locale: name,
      type: option(given, 'type', ['conjunction', 'disjunction', 'unit'], 'conjunction'),
      style: option(given, 'style', ['long', 'short', 'narrow'], 'long'),
    };
    this.#patterns = data.lists[`${this.#o.type}-${this.#o.style}`];
  }

  static supportedLocalesOf(locales) { return supported(locales); }
  resolvedOptions() { return { ...this.#o }; }
  format(list) { return this.formatToParts(list).map((part) => part.value).join(''); }

  formatToParts(list) {
    const items = [...list];
    const [pair, middle, end] = this.#patterns;
    return items.flatMap((value, i) => {
      if (typeof value !== 'string') throw new TypeError(`Iterable yielded ${String(value)} which is not a string`);
      const element = { type: 'element', value };
      if (i === 0) return [element];
      return [{ type: 'literal', value: items.length === 2 ? pair : i === items.length - 1 ? end : middle }, element];
    });
  }
}

const units = ['second', 'minute', 'hour', 'day', 'week', 'month', 'quarter', 'year'];

class RelativeTimeFormat {
  #o;
  #data;
  #numbers;

  constructor(locales = undefined, options = undefined) {
    const given = options === undefined ? {} : Object(options);
    const { name, data } = resolve(locales);
    if (data.relative === undefined) throw new RangeError(`Intl.RelativeTimeFormat has English only here, not "${name}"`);
    this.#data = data.relative;
    this.#o = {
      locale: name, style: option(given, 'style', ['long', 'short', 'narrow'], 'long'), numeric: option(given, 'numeric', ['always', 'auto'], 'always'), numberingSystem: 'latn',
    };
    this.#numbers = new (require('internal/intl/number').NumberFormat)(locales);
  }

  static supportedLocalesOf(locales) { return supported(locales).filter((name) => name.startsWith('en')); }
  resolvedOptions() { return { ...this.#o }; }
  format(value, unit) { return this.formatToParts(value, unit).map((part) => part.value).join(''); }

  formatToParts(value, unit) {
    const singular = `${unit}`.replace(/s$/, '');
    if (!units.includes(singular)) throw new RangeError(`Invalid unit argument for Intl.RelativeTimeFormat.prototype.format() '${unit}'`);
    const number = Number(value);
    if (!Number.isFinite(number)) throw new RangeError('The value need to be finite number for Intl.RelativeTimeFormat.prototype.format()');
    const entry = this.#data[`${this.#o.style}-${singular}`];
    if (this.#o.numeric === 'auto' && entry.auto[number] !== undefined) return [{ type: 'literal', value: entry.auto[number] }];
    const past = number < 0 || Object.is(number, -0);
    const [before, after] = entry[past ? 'past' : 'future'][Math.abs(number) === 1 ? 0 : 1].split('#');
    const digits = this.#numbers.formatToParts(Math.abs(number)).map((part) => ({ ...part, unit: singular }));
    return [{ type: 'literal', value: before }, ...digits, { type: 'literal', value: after }].filter((part) => part.value !== '');
  }
}

class Locale {
  #text;

  constructor(text, options = {}) {
    const [base] = canonical(text).split(/-u-/);
    const parts = base.split('-');
    if (options.language) parts[0] = options.language;
    if (options.region) {
      const at = parts.findIndex((part, i) => i > 0 && /^([A-Z]{2}|\d{3})$/.test(part));
      if (at > 0) parts[at] = options.region;
      else parts.push(options.region);
    }
    this.#text = canonical(parts.join('-'));
  }

  get baseName() { return this.#text; }
  get language() { return this.#text.split('-')[0]; }
  get script() { return this.#text.split('-').find((part) => /^[A-Z][a-z]{3}$/.test(part)); }
  get region() { return this.#text.split('-').find((part, i) => i > 0 && /^([A-Z]{2}|\d{3})$/.test(part)); }
  get numberingSystem() { return undefined; }
  get calendar() { return undefined; }
  get hourCycle() { return undefined; }
  toString() { return this.#text; }
  maximize() { return this; }
  minimize() { return this; }
}

for (const C of [Collator, PluralRules, ListFormat, RelativeTimeFormat, Locale]) tag(C);

module.exports = { Collator, PluralRules, ListFormat, RelativeTimeFormat, Locale };
