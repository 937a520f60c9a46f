import { country } from '../../upstream/country.ts';
import { Upstream } from '../../upstream/upstream.ts';
import type { Weather } from '../../upstream/weather.ts';

// node test/bench/run/upstream-process.ts: all of KMA's upstreams in a process of their own, with
// the weather of now, which differs each minute at each station. Prints the base URL.

/** Half a degree up and down, at each station in its own minute. */
function weatherOf(now: number): Weather {
  const minute = Math.floor(now / 60_000);
  const observedAt = `${new Date(minute * 60_000 + 9 * 3_600_000).toISOString().slice(0, 16)}:00+09:00`;
  const { stations } = country(observedAt);
  return {
    observedAt,
    stations: stations.map((station) => {
      const swing = Math.sin(minute + Number(station.id));
      const { temperature, windSpeed } = station.values;
      return {
        ...station,
        values: {
          ...station.values,
          temperature: oneDecimal((temperature ?? 0) + swing / 2),
          windSpeed: oneDecimal(Math.abs((windSpeed ?? 0) + swing)),
        },
      };
    }),
  };
}

function oneDecimal(value: number): number {
  return Math.round(value * 10) / 10;
}

const upstream = new Upstream(weatherOf(Date.now()));
setInterval(() => upstream.serve(weatherOf(Date.now())), 10_000);
process.stdout.write(`${await upstream.listen()}\n`);
