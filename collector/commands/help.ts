import { allSources, variableOf } from '../config.ts';
import { sources } from '../sources/registry.ts';

const perSource = allSources
  .flatMap((id) => [
    [variableOf(id, 'URL'), `base URL of ${id}`, sources[id].baseUrl],
    [variableOf(id, 'CRON'), `when ${id} is asked, Korean time`, sources[id].cron],
  ])
  .map(row);

function row([name = '', what = '', standard = '']: string[]): string {
  return `  ${name.padEnd(22)} ${what.padEnd(42)} ${standard}`.trimEnd();
}

export const help = `nalssi: pulls KMA station observations, checks them and publishes a JSON feed

Usage
  nalssi serve      run on a schedule and serve the feed over HTTP, until stopped
  nalssi collect    run once: pull, publish to the data directory, exit
                    (exit code 1 when nothing usable came)
  nalssi check SOURCE
                    ask one upstream live, print what came, its age and what the
                    checks said (exit code 1 when it was not usable)
  nalssi inspect [DIR or URL] [--region KR-41] [--json] [--watch]
                    the feed as a table (exit code 1 when it is stale)
  nalssi validate FILE or URL
                    a feed file against its schema, faults with JSON paths
  nalssi stations --refresh
                    learn new stations from the API hub, for the next start
  nalssi help       this text
  nalssi version    the version

Environment (with its standard)
${[
  ['PORT', 'port of the HTTP server', '8080'],
  ['NALSSI_HOST', 'address it listens on', '127.0.0.1'],
  ['NALSSI_METRICS', 'address of /metrics, or off', '(beside the feed)'],
  ['NALSSI_DATA_DIR', 'folder for the store and the feed', '.nalssi'],
  [
    'NALSSI_SOURCES',
    `of ${allSources.join(', ')}, in order of trust`,
    'kma-map, and all that have a key or a URL',
  ],
  ['NALSSI_KMA_APIHUB_KEY', 'key of apihub.kma.go.kr', ''],
  ['NALSSI_DATA_GO_KR_KEY', 'key of data.go.kr, in either of its forms', ''],
  ['HTTPS_PROXY', 'proxy for https, else HTTP_PROXY serves', ''],
  ['HTTP_PROXY', 'proxy for http', ''],
  ['NO_PROXY', 'hosts that are asked without one, with commas', ''],
  ['NALSSI_LOG', 'json for machines or text for people', 'text on a terminal, else json'],
  ['NALSSI_STORE', 'where state and history are kept', 'sqlite'],
  ['NALSSI_PUBLISH', 'where feed files go', 'directory'],
  ['NALSSI_WIDGET_DIR', 'folder of the built widget, served at /w/', '(beside the collector)'],
]
  .map(row)
  .join('\n')}
${perSource.join('\n')}
`;
