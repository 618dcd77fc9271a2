'use strict';
// https://tc39.es/ecma402/#datetimeformat-objects, for the Gregorian calendar.
const { resolve, supported, options: reader, integer } = require('internal/intl/locale');
const option = reader('Intl.DateTimeFormat');
const binding = internalBinding('intl');

const widths = ['narrow', 'short', 'long'];
const numeric = ['2-digit', 'numeric'];
const fields = {
  weekday: widths, era: widths, year: numeric, month: [...numeric, ...widths], day: numeric, dayPeriod: widths, hour: numeric, minute: numeric, second: numeric,
};
const dateFields = ['weekday', 'year', 'month', 'day'];
const timeFields = ['dayPeriod', 'hour', 'minute', 'second', 'fractionalSecondDigits'];
const zoneNames = ['short', 'long', 'shortOffset', 'longOffset', 'shortGeneric', 'longGeneric'];

class DateTimeFormat {
  #data;
  #o;
  #format;

  constructor(locales = undefined, options = undefined) {
    const { name, data } = resolve(locales);
    this.#data = data;
    this.#o = read(name, data, options === undefined ? {} : Object(options), 'any', 'date');
  }

  // _of is for Date.prototype.toLocaleString and its kin, which have other defaults.
  static _of(locales, options, required, defaults) {
    const made = new DateTimeFormat(locales);
    const { name, data } = resolve(locales);
    made.#data = data;
    made.#o = read(name, data, options === undefined ? {} : Object(options), required, defaults);
    return made;
  }

  static supportedLocalesOf(locales) { return supported(locales); }

  resolvedOptions() {
    const { patterns, ...shown } = this.#o;
    return shown;
  }

  get format() {
    // V8 writes the narrow space before AM as a plain one here, and not in the parts.
    this.#format ??= (date) => this.formatToParts(date).map((part) => part.value).join('').replaceAll('\u202f', ' ');
    return this.#format;
  }

  formatToParts(date = undefined) {
    const time = date === undefined ? Date.now() : Number(date);
    if (Number.isNaN(time) || Math.abs(time) > 8.64e15) throw new RangeError('Invalid time value');
    return write(time, this.#o, this.#data);
  }

  formatRange(start, end) {
    const [a, b] = [this.format(start), this.format(end)];
    return a === b ? a : `${a} – ${b}`;
  }

  formatRangeToParts(start, end) {
    return [{ type: 'literal', value: this.formatRange(start, end), source: 'shared' }];
  }
}

function zoneOf(options) {
  if (options.timeZone === undefined) return 'UTC';
  const asked = `${options.timeZone}`;
  const zone = binding.zone(asked);
  if (zone === undefined) throw new RangeError(`Invalid time zone specified: ${asked}`);
  return zone === 'Etc/UTC' || zone === 'GMT' || zone === 'Etc/GMT' ? 'UTC' : zone;
}

function read(locale, data, options, required, defaults) {
  const o = { locale, calendar: 'gregory', numberingSystem: 'latn', timeZone: zoneOf(options) };
  if (options.calendar !== undefined && !/^(gregory|gregorian|iso8601)$/.test(options.calendar)) throw new RangeError(`the calendar "${options.calendar}" does not exist here`);
  const chosen = {};
  for (const [name, values] of Object.entries(fields)) {
    const value = option(options, name, values, undefined);
    if (value !== undefined) chosen[name] = value;
  }
  const fraction = integer(options, 'fractionalSecondDigits', 1, 3, undefined);
  if (fraction !== undefined) chosen.fractionalSecondDigits = fraction;
  const timeZoneName = option(options, 'timeZoneName', zoneNames, undefined);
  const dateStyle = option(options, 'dateStyle', ['full', 'long', 'medium', 'short'], undefined);
  const timeStyle = option(options, 'timeStyle', ['full', 'long', 'medium', 'short'], undefined);
  if ((dateStyle || timeStyle) && (Object.keys(chosen).length > 0 || timeZoneName)) {
    const name = Object.keys(chosen)[0] || 'timeZoneName';
    throw new TypeError(`Can't set option ${name} when ${dateStyle ? 'dateStyle' : 'timeStyle'} is used`);
  }
  if (!dateStyle && !timeStyle) addDefaults(chosen, required, defaults);
  cycle(o, data, options, chosen.hour !== undefined || timeStyle !== undefined);
  Object.assign(o, chosen);
  if (timeZoneName) o.timeZoneName = timeZoneName;
  if (dateStyle) o.dateStyle = dateStyle;
  if (timeStyle) o.timeStyle = timeStyle;
  Object.defineProperty(o, 'patterns', { value: patterns(o, data, options), enumerable: true });
  if (o.minute && o.hour) o.minute = '2-digit';
  if (o.second && o.minute) o.second = '2-digit';
  return o;
}

function addDefaults(chosen, required, defaults) {
  const has = (names) => names.some((name) => chosen[name] !== undefined);
  const needed = (required === 'date' || required === 'any') && has(dateFields) || (required === 'time' || required === 'any') && has(timeFields);
  if (needed) return;
  if (defaults !== 'time') Object.assign(chosen, { year: 'numeric', month: 'numeric', day: 'numeric', ...chosen });
  if (defaults !== 'date') Object.assign(chosen, { hour: 'numeric', minute: 'numeric', second: 'numeric', ...chosen });
}

function cycle(o, data, options, hasHour) {
  const asked = option(options, 'hourCycle', ['h11', 'h12', 'h23', 'h24'], undefined);
  const { hour12 } = options;
  if (!hasHour) return;
  o.hourCycle = data.hour12 ? 'h12' : 'h23';
  if (hour12 !== undefined) o.hourCycle = hour12 ? 'h12' : 'h23';
  else if (asked !== undefined) o.hourCycle = asked;
  o.hour12 = o.hourCycle === 'h12' || o.hourCycle === 'h11';
}

const word = (width) => width !== undefined && widths.includes(width);

// patterns chooses those of the date and the time, and what joins them.
function patterns(o, data, options) {
  const { styles } = data;
  if (o.dateStyle || o.timeStyle) {
    let time = o.timeStyle && styles[o.timeStyle][1];
    if (time && o.hour12 !== data.hour12) {
      const table = o.hour12 ? data.times12 : data.times24;
      time = table[o.timeStyle === 'short' ? 'hi' : 'his'] + (time.includes('{z}') ? ' {z}' : '');
    }
    return { date: o.dateStyle && styles[o.dateStyle][0], time, join: o.dateStyle && styles[o.dateStyle][2] };
  }
  const month = o.month === undefined ? '' : !word(o.month) ? 'n' : o.month === 'long' ? 'l' : 's';
  const dateKey = `${o.weekday ? 'w' : ''}${o.year ? 'y' : ''}${month}${o.day ? 'd' : ''}`;
  const timeKey = `${o.hour ? 'h' : ''}${o.minute ? 'i' : ''}${o.second ? 's' : ''}`;
  const asked = options.hour12 !== undefined || options.hourCycle !== undefined;
  const table = !asked ? data.times : o.hour12 ? data.times12 : data.times24;
  let time = table[timeKey] || (timeKey === 'hs' ? table.his.replace(/[^}]{i2}/, '') : '');
  if (o.fractionalSecondDigits) time = time.includes('{s') ? time.replace(/\{s2?\}/, `$&${data.numbers.decimal}{f}`) : `${time}{f}`;
  let date = data.dates[dateKey] || '';
  if (o.era) date = date === '' ? '{e}' : `${date} {e}`;
  const long = o.month === 'long';
  // Asking for two digits of the minute leaves the hour as it is.
  const bareHour = o.hour === 'numeric' && o.minute === '2-digit';
  return { date, time, bareHour, join: dateKey === 'w' ? '{date} {time}' : long ? styles.joinLong : styles.join };
}

// civil is the wall clock of a zone at a time.
function civil(time, zone) {
  let [seconds, abbreviation, summer] = [0, 'UTC', false];
  if (zone !== 'UTC') [seconds, abbreviation, summer] = binding.offset(zone, Math.floor(time));
  const shifted = new Date(Math.floor(time) + seconds * 1000);
  return {
    year: shifted.getUTCFullYear(), month: shifted.getUTCMonth(), day: shifted.getUTCDate(), weekday: shifted.getUTCDay(),
    hour: shifted.getUTCHours(), minute: shifted.getUTCMinutes(), second: shifted.getUTCSeconds(), ms: shifted.getUTCMilliseconds(),
    seconds, abbreviation, summer,
  };
}

function write(time, o, data) {
  const now = civil(time, o.timeZone);
  let { date, time: clock } = o.patterns;
  if (o.timeZoneName && clock) clock += ' {z}';
  let pattern = date && clock ? o.patterns.join.replace('{date}', date).replace('{time}', clock) : date || clock;
  if (o.timeZoneName && !clock) pattern = `${date}, {z}`;
  const parts = [];
  for (const piece of pattern.split(/(\{\w+\})/)) {
    if (piece === '') continue;
    const field = /^\{(\w)(\w*)\}$/.exec(piece);
    if (field === null) literal(parts, piece);
    else parts.push(part(field[1], field[2], now, o, data));
  }
  return parts.filter(({ value }) => value !== '');
}

function literal(parts, value) {
  const last = parts.at(-1);
  if (last && last.type === 'literal') last.value += value;
  else parts.push({ type: 'literal', value });
}

const two = (n) => String(n).padStart(2, '0');
// digits writes a field: two digits if it is asked for, or if the pattern has it so.
const digits = (n, option_, width) => (option_ === '2-digit' || width === '2' ? two(n % 100) : String(n));

function part(kind, width, now, o, data) {
  const { names } = data;
  switch (kind) {
    case 'y': {
      const year = now.year > 0 ? now.year : o.era ? 1 - now.year : now.year;
      return { type: 'year', value: digits(year, o.year, width) };
    }
    case 'm': return { type: 'month', value: monthText(now, width, o, names) };
    case 'd': return { type: 'day', value: digits(now.day, o.day, width) };
    case 'w': return { type: 'weekday', value: weekdayText(now, o, width, names) };
    case 'h': return { type: 'hour', value: hourText(now, o, width) };
    case 'i': return { type: 'minute', value: digits(now.minute, o.minute, width) };
    case 's': return { type: 'second', value: digits(now.second, o.second, width) };
    case 'f': return { type: 'fractionalSecond', value: String(now.ms).padStart(3, '0').slice(0, o.fractionalSecondDigits) };
    case 'a': return { type: 'dayPeriod', value: names.periods[now.hour < 12 ? 0 : 1] };
    case 'e': return { type: 'era', value: eraText(now.year > 0, o.era) };
    default: return { type: 'timeZoneName', value: zoneText(now, o) };
  }
}

function monthText(now, width, o, names) {
  if (/[lsS]/.test(width)) {
    if (o.month === 'narrow') return names.monthsNarrow[now.month];
    const beside = o.day || o.dateStyle;
    if (width !== 'l') return (width === 's' ? names.monthsShort : names.monthsShortAlone)[now.month];
    return (beside ? names.monthsLong : names.monthsAlone)[now.month];
  }
  return digits(now.month + 1, o.month, width);
}

function weekdayText(now, o, width, names) {
  const asked = o.weekday || (width === 's' ? 'short' : 'long');
  return { long: names.daysLong, short: names.daysShort, narrow: names.daysNarrow }[asked][now.weekday];
}

function hourText(now, o, width) {
  const hour = { h11: now.hour % 12, h12: now.hour % 12 || 12, h23: now.hour, h24: now.hour || 24 }[o.hourCycle];
  const padded = o.hourCycle === 'h23' || o.hourCycle === 'h24' || o.hour === '2-digit';
  return digits(hour, o.hour, padded && !o.patterns.bareHour ? width : '');
}

const eraText = (after, width) => ({ long: ['Before Christ', 'Anno Domini'], narrow: ['B', 'A'] }[width] || ['BC', 'AD'])[after ? 1 : 0];

const american = {
  EST: 'Eastern Standard Time', EDT: 'Eastern Daylight Time', CST: 'Central Standard Time', CDT: 'Central Daylight Time', MST: 'Mountain Standard Time',
  MDT: 'Mountain Daylight Time', PST: 'Pacific Standard Time', PDT: 'Pacific Daylight Time', AKST: 'Alaska Standard Time', AKDT: 'Alaska Daylight Time', HST: 'Hawaii-Aleutian Standard Time',
};
const european = {
  CET: 'Central European Standard Time', CEST: 'Central European Summer Time', EET: 'Eastern European Standard Time', EEST: 'Eastern European Summer Time',
  WET: 'Western European Standard Time', WEST: 'Western European Summer Time', GMT: 'Greenwich Mean Time', BST: 'British Summer Time', MSK: 'Moscow Standard Time',
};
const asian = { JST: 'Japan Standard Time', IST: 'India Standard Time', KST: 'Korean Standard Time' };

function offsetText(seconds, long) {
  if (seconds === 0) return 'GMT';
  const minutes = Math.abs(Math.trunc(seconds / 60));
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  const tail = long ? `${two(hours)}:${two(rest)}` : `${hours}${rest ? `:${two(rest)}` : ''}`;
  return `GMT${seconds < 0 ? '-' : '+'}${tail}`;
}

// zoneText names the zone. What has no name in English here is shown by its offset.
function zoneText(now, o) {
  const kind = o.timeZoneName || (o.timeStyle === 'full' ? 'long' : 'short');
  const isUTC = o.timeZone === 'UTC';
  if (kind === 'shortOffset' || kind === 'longOffset') return offsetText(now.seconds, kind === 'longOffset');
  if (isUTC) return kind.startsWith('long') ? 'Coordinated Universal Time' : 'UTC';
  const isAmerican = /^(America|US|Pacific\/Honolulu)/.test(o.timeZone) && american[now.abbreviation];
  if (kind.startsWith('short')) return isAmerican ? generic(now.abbreviation, kind) : offsetText(now.seconds, false);
  if (isAmerican) return generic(american[now.abbreviation], kind);
  const name = /^Europe|^Africa|^Atlantic/.test(o.timeZone) ? european[now.abbreviation] : /^Asia/.test(o.timeZone) ? asian[now.abbreviation] : undefined;
  return name || offsetText(now.seconds, true);
}

const generic = (name, kind) => (kind === 'shortGeneric' ? name.replace(/[SD]T$/, 'T') : kind === 'longGeneric' ? name.replace(/ (Standard|Daylight)/, '') : name);

Object.defineProperty(DateTimeFormat.prototype, Symbol.toStringTag, { value: 'Intl.DateTimeFormat', configurable: true });

module.exports = { DateTimeFormat };
