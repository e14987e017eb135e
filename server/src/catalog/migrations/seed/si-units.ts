import { sql, type Kysely } from 'kysely';

/**
 * [code, symbol, English, French, numerator, denominator, shift]; the first of a family is its base. SI units and
 * those accepted beside them by the SI brochure (BIPM, 9th edition, tables 2 to 8); inch, pound and gallon by the
 * exact definitions of NIST SP 811, B.8; bytes by IEC 80000-13.
 */
type Seed = readonly [string, string, string, string, string, string?, string?];

const families: Readonly<Record<string, readonly Seed[]>> = {
  mass: [
    ['kg', 'kg', 'kilogram', 'kilogramme', '1'],
    ['g', 'g', 'gram', 'gramme', '1', '1000'],
    ['mg', 'mg', 'milligram', 'milligramme', '1', '1000000'],
    ['t', 't', 'tonne', 'tonne', '1000'],
    ['lb', 'lb', 'pound', 'livre', '0.45359237'],
    ['oz', 'oz', 'ounce', 'once', '0.028349523125'],
  ],
  length: [
    ['m', 'm', 'meter', 'mètre', '1'],
    ['km', 'km', 'kilometer', 'kilomètre', '1000'],
    ['dm', 'dm', 'decimeter', 'décimètre', '1', '10'],
    ['cm', 'cm', 'centimeter', 'centimètre', '1', '100'],
    ['mm', 'mm', 'millimeter', 'millimètre', '1', '1000'],
    ['um', 'µm', 'micrometer', 'micromètre', '1', '1000000'],
    ['in', 'in', 'inch', 'pouce', '0.0254'],
    ['ft', 'ft', 'foot', 'pied', '0.3048'],
    ['yd', 'yd', 'yard', 'yard', '0.9144'],
    ['mi', 'mi', 'mile', 'mille', '1609.344'],
  ],
  area: [
    ['m2', 'm²', 'square meter', 'mètre carré', '1'],
    ['cm2', 'cm²', 'square centimeter', 'centimètre carré', '1', '10000'],
    ['mm2', 'mm²', 'square millimeter', 'millimètre carré', '1', '1000000'],
    ['km2', 'km²', 'square kilometer', 'kilomètre carré', '1000000'],
    ['ha', 'ha', 'hectare', 'hectare', '10000'],
    ['ft2', 'ft²', 'square foot', 'pied carré', '0.09290304'],
  ],
  volume: [
    ['m3', 'm³', 'cubic meter', 'mètre cube', '1'],
    ['l', 'l', 'liter', 'litre', '1', '1000'],
    ['dl', 'dl', 'deciliter', 'décilitre', '1', '10000'],
    ['cl', 'cl', 'centiliter', 'centilitre', '1', '100000'],
    ['ml', 'ml', 'milliliter', 'millilitre', '1', '1000000'],
    ['cm3', 'cm³', 'cubic centimeter', 'centimètre cube', '1', '1000000'],
    ['gal_us', 'gal', 'gallon', 'gallon américain', '0.003785411784'],
  ],
  time: [
    ['s', 's', 'second', 'seconde', '1'],
    ['ms', 'ms', 'millisecond', 'milliseconde', '1', '1000'],
    ['min', 'min', 'minute', 'minute', '60'],
    ['h', 'h', 'hour', 'heure', '3600'],
    ['d', 'd', 'day', 'jour', '86400'],
  ],
  temperature: [
    ['K', 'K', 'kelvin', 'kelvin', '1'],
    ['degC', '°C', 'celsius', 'degré Celsius', '1', '1', '273.15'],
    ['degF', '°F', 'fahrenheit', 'degré Fahrenheit', '5', '9', '459.67'],
  ],
  power: [
    ['W', 'W', 'watt', 'watt', '1'],
    ['mW', 'mW', 'milliwatt', 'milliwatt', '1', '1000'],
    ['kW', 'kW', 'kilowatt', 'kilowatt', '1000'],
    ['MW', 'MW', 'megawatt', 'mégawatt', '1000000'],
  ],
  energy: [
    ['J', 'J', 'joule', 'joule', '1'],
    ['kJ', 'kJ', 'kilojoule', 'kilojoule', '1000'],
    ['Wh', 'Wh', 'watthour', 'wattheure', '3600'],
    ['kWh', 'kWh', 'kilowatthour', 'kilowattheure', '3600000'],
  ],
  voltage: [
    ['V', 'V', 'volt', 'volt', '1'],
    ['mV', 'mV', 'millivolt', 'millivolt', '1', '1000'],
    ['kV', 'kV', 'kilovolt', 'kilovolt', '1000'],
  ],
  current: [
    ['A', 'A', 'ampere', 'ampère', '1'],
    ['mA', 'mA', 'milliampere', 'milliampère', '1', '1000'],
  ],
  frequency: [
    ['Hz', 'Hz', 'hertz', 'hertz', '1'],
    ['kHz', 'kHz', 'kilohertz', 'kilohertz', '1000'],
    ['MHz', 'MHz', 'megahertz', 'mégahertz', '1000000'],
    ['GHz', 'GHz', 'gigahertz', 'gigahertz', '1000000000'],
  ],
  pressure: [
    ['Pa', 'Pa', 'pascal', 'pascal', '1'],
    ['kPa', 'kPa', 'kilopascal', 'kilopascal', '1000'],
    ['bar', 'bar', 'bar', 'bar', '100000'],
  ],
  speed: [
    ['m_s', 'm/s', 'meter per second', 'mètre par seconde', '1'],
    ['km_h', 'km/h', 'kilometer per hour', 'kilomètre par heure', '5', '18'],
  ],
  data: [
    ['B', 'B', 'byte', 'octet', '1'],
    ['kB', 'kB', 'kilobyte', 'kilooctet', '1000'],
    ['MB', 'MB', 'megabyte', 'mégaoctet', '1000000'],
    ['GB', 'GB', 'gigabyte', 'gigaoctet', '1000000000'],
    ['TB', 'TB', 'terabyte', 'téraoctet', '1000000000000'],
  ],
};

export async function seedUnits(db: Kysely<unknown>): Promise<void> {
  const rows = Object.entries(families).flatMap(([family, units]) =>
    units.map(([code, symbol, english, french, numerator, denominator = '1', shift = '0']) => ({
      code,
      family,
      symbol,
      labels: { 'en-GB': english, 'fr-FR': french },
      numerator,
      denominator,
      shift,
    })),
  );
  await sql`
    insert into units (code, family, symbol, labels, numerator, denominator, shift, standard)
    select code, family, symbol, labels, numerator, denominator, shift, true
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as u(code text, family text, symbol text, labels jsonb,
      numerator numeric, denominator numeric, shift numeric)`.execute(db);
}
