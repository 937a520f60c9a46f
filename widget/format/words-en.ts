import { conditionWordsEn, warningNameEn } from '@nalssi/schemas/facts';
import type { MoreWords, Words } from './words.ts';

/** English. */
export const en: Words = {
  language: 'en',
  conditions: conditionWordsEn,
  label: 'Weather',
  pause: 'Pause motion',
  play: 'Resume motion',
  observedAt: ['As of ', ' KST'],
  date: '{day} {monthName} {time}',
  spokenTemperature: '{value} degrees Celsius',
  spokenBelowZero: 'minus {value} degrees Celsius',
  spokenNothing: 'no observation',
  replay: 'Sample',
  spokenReplay: 'A sample made of past observations.',
  stale: 'Delayed',
  spokenStale: 'New observations are late.',
  spokenUnreachable: 'New observations cannot be received.',
  empty: 'No observations to show',
  failed: 'The weather could not be loaded. Trying again soon.',
  attributions: { '기상청 제공': ['Provided by ', 'KMA', ''] },
};

/** What the second script says. */
export const moreEn: MoreWords = {
  previous: 'Previous stations',
  next: 'Next stations',
  skip: 'Skip the list of stations',
  weatherOf: 'Weather in {region}',
  high: { shown: 'high {value}', spoken: 'high {value}' },
  low: { shown: 'low {value}', spoken: 'low {value}' },
  warning: warningNameEn,
  andMore: '{zones} and {count} more',
  issued: '{issuer}, as of {time} KST',
  fahrenheit: {
    spokenTemperature: '{value} degrees Fahrenheit',
    spokenBelowZero: 'minus {value} degrees Fahrenheit',
  },
  warmer: {
    shown: '+{value}{scale} from yesterday',
    spoken: '{value} degrees warmer than yesterday',
  },
  colder: {
    shown: '-{value}{scale} from yesterday',
    spoken: '{value} degrees colder than yesterday',
  },
  alike: { shown: 'same as yesterday', spoken: 'the same as yesterday' },
  feelsLike: { shown: 'feels like {value}', spoken: 'feels like {value}' },
  humidity: { shown: 'humidity {value}%', spoken: 'humidity {value} percent' },
  wind: {
    shown: 'wind {direction} {value} m/s',
    spoken: 'wind from the {direction} at {value} metres per second',
  },
  windFromAnywhere: {
    shown: 'wind {value} m/s',
    spoken: 'wind at {value} metres per second',
  },
  calm: { shown: 'no wind', spoken: 'no wind' },
  directions: {
    shown: 'N NNE NE ENE E ESE SE SSE S SSW SW WSW W WNW NW NNW',
    spoken:
      'north north-northeast northeast east-northeast east east-southeast southeast south-southeast south south-southwest southwest west-southwest west west-northwest northwest north-northwest',
  },
  rain: {
    shown: 'precipitation {value} mm',
    spoken: '{value} millimetres of precipitation in the last hour',
  },
};
