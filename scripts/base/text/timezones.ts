// Guesses the time zone of a site from its language, if the language's region has only one.

/** Regions with one time zone, or with zones that have agreed for decades. */
const BY_REGION: { readonly [region: string]: string } = {
  AT: 'Europe/Vienna',
  BE: 'Europe/Brussels',
  CH: 'Europe/Zurich',
  CN: 'Asia/Shanghai',
  CZ: 'Europe/Prague',
  DE: 'Europe/Berlin',
  DK: 'Europe/Copenhagen',
  FI: 'Europe/Helsinki',
  GB: 'Europe/London',
  GR: 'Europe/Athens',
  HK: 'Asia/Hong_Kong',
  HU: 'Europe/Budapest',
  IE: 'Europe/Dublin',
  IL: 'Asia/Jerusalem',
  IN: 'Asia/Kolkata',
  IT: 'Europe/Rome',
  JP: 'Asia/Tokyo',
  KR: 'Asia/Seoul',
  MO: 'Asia/Macau',
  NO: 'Europe/Oslo',
  PL: 'Europe/Warsaw',
  RO: 'Europe/Bucharest',
  SE: 'Europe/Stockholm',
  SG: 'Asia/Singapore',
  TH: 'Asia/Bangkok',
  TR: 'Europe/Istanbul',
  TW: 'Asia/Taipei',
  VN: 'Asia/Ho_Chi_Minh',
};

/** Languages that imply a region. */
const BY_LANGUAGE: { readonly [language: string]: string } = {
  ja: 'Asia/Tokyo',
  ko: 'Asia/Seoul',
  th: 'Asia/Bangkok',
  vi: 'Asia/Ho_Chi_Minh',
  zh: 'Asia/Shanghai',
  'zh-Hans': 'Asia/Shanghai',
  'zh-Hant': 'Asia/Taipei',
};

/**
 * Returns the time zone of a language.
 * @param tag a canonical language tag
 * @returns an IANA name; `UTC` if the language names no zone
 */
export function timezoneOf(tag: string): string {
  const { region, baseName } = new Intl.Locale(tag);
  return (region === undefined ? BY_LANGUAGE[baseName] : BY_REGION[region]) ?? 'UTC';
}
