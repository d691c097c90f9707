/** Made once for each language and number of digits: that takes longer than writing a hundred numbers. */
const formats = new Map<string, Intl.NumberFormat>();

/**
 * A probability as percent, which never says more or less than it knows: 0 % and 100 % are exact, what rounds to them is
 * written with < or >, and small numbers get more digits, not fewer.
 */
export function percent(probability: number, locale = 'en'): string {
  const write = (share: number, digits: number) => formatOf(locale, digits).format(share);
  if (probability <= 0) return write(0, 0);
  if (probability < 0.0001) return `<${write(0.0001, 2)}`;
  if (probability === 1) return write(1, 0);
  if (probability >= 0.9995) return probability > 0.9999 ? `>${write(0.9999, 2)}` : write(Math.floor(probability * 1e4) / 1e4, 2);
  return write(probability, probability < 0.01 ? 2 : 1);
}

function formatOf(locale: string, digits: number): Intl.NumberFormat {
  const key = `${locale} ${digits}`;
  let format = formats.get(key);
  if (!format) {
    format = new Intl.NumberFormat(locale, { style: 'percent', minimumFractionDigits: digits, maximumFractionDigits: digits });
    formats.set(key, format);
  }
  return format;
}
