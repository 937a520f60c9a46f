/** The elements a station may measure, and their units in every feed file for the life of v1. */
export const elementUnits = {
  /** Air, at 1.5 m. */
  temperature: '°C',
  /**
   * KMA's own where it gives one, else by KMA's formulas: wind chill in winter, wet-bulb in summer.
   */
  feelsLike: '°C',
  dewPoint: '°C',
  /** Relative. */
  humidity: '%',
  /** Mean of ten minutes. */
  windSpeed: 'm/s',
  /** Where the wind comes from, clockwise from north; 360 is north, 0 is calm. */
  windDirection: '°',
  /** Reduced to sea level. */
  pressure: 'hPa',
  /** Precipitation of the last hour, melted. */
  rain: 'mm',
  /** Precipitation since midnight, Korean time. */
  rainDay: 'mm',
  /** Depth of the snow that lies. */
  snowDepth: 'cm',
  /** Horizontal; upstreams cut it off at 20 km. */
  visibility: 'km',
  /** Cloud amount in tenths of the sky. */
  cloud: 'tenths',
} as const;
export type NumericElement = keyof typeof elementUnits;
export const numericElements = Object.keys(elementUnits) as readonly NumericElement[];
export const elements = ['condition', ...numericElements] as const;
export type Element = 'condition' | NumericElement;

export const elementNamesKo: Readonly<Record<Element, string>> = {
  condition: '날씨',
  temperature: '기온',
  feelsLike: '체감온도',
  dewPoint: '이슬점온도',
  humidity: '습도',
  windSpeed: '풍속',
  windDirection: '풍향',
  pressure: '해면기압',
  rain: '1시간 강수량',
  rainDay: '일강수량',
  snowDepth: '적설',
  visibility: '시정',
  cloud: '운량',
};

export const elementNamesEn: Readonly<Record<Element, string>> = {
  condition: 'Condition',
  temperature: 'Temperature',
  feelsLike: 'Feels like',
  dewPoint: 'Dew point',
  humidity: 'Humidity',
  windSpeed: 'Wind speed',
  windDirection: 'Wind direction',
  pressure: 'Pressure',
  rain: 'Precipitation, 1 h',
  rainDay: 'Precipitation, day',
  snowDepth: 'Snow depth',
  visibility: 'Visibility',
  cloud: 'Cloud',
};
