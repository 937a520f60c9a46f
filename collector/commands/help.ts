import { variableOf } from '../config/source-variables.ts';
import { sources } from '../sources/registry.ts';
import { sourceIds } from '../sources/source-id.ts';
import type { Command } from './command.ts';

/** `nalssi inspect [FEED] [--region KR-41] [--json]`, as one types it. */
function synopsis({ name, operand, options = {} }: Command): string {
  const words = [`nalssi ${name}`];
  if (operand !== undefined) words.push(operand.required ? operand.name : `[${operand.name}]`);
  for (const [option, { value }] of Object.entries(options)) {
    words.push(`[--${option}${value === undefined ? '' : ` ${value}`}]`);
  }
  return words.join(' ');
}

/** The help of one command. */
export function helpOf(command: Command): string {
  const { summary, operand, options = {}, details } = command;
  const taken = [
    ...(operand === undefined ? [] : [[operand.name, operand.does]]),
    ...Object.entries(options).map(([name, { value, does }]) => [
      `--${name}${value === undefined ? '' : ` ${value}`}`,
      does,
    ]),
    ['--help', 'this text'],
  ];
  return [
    `${synopsis(command)}\n\n${summary}`,
    taken.map(([name = '', does = '']) => `  ${name.padEnd(18)} ${does}`).join('\n'),
    ...(details === undefined ? [] : [details]),
    'nalssi help lists the commands and the variables of the environment.\n',
  ].join('\n\n');
}

const exitCodes = [
  ['0', 'done'],
  ['1', 'it could not be done, or the answer is no; the reason is printed'],
  ['2', 'the command line or the environment is wrong'],
  ['3', 'inspect and validate: what they shall look at cannot be reached or read'],
  ['4', 'inspect: the feed is not stale, and the store or the feed directory fails'],
  ['70', 'nalssi serve hung and ended itself, to be started again'],
  ['130, 143', 'ended by Ctrl-C (SIGINT) or SIGTERM; a second one ends at once'],
];

const general = [
  ['PORT', 'port of the HTTP server', '8080'],
  ['NALSSI_HOST', 'address it listens on', '127.0.0.1'],
  ['NALSSI_METRICS', 'address of /metrics, or off', '(beside the feed)'],
  ['NALSSI_PUBLIC_URL', 'where readers find it, also below a path', '(as each request says)'],
  ['NALSSI_DATA_DIR', 'folder for the store and the feed', '.nalssi'],
  [
    'NALSSI_SOURCES',
    'ids with commas, in order of trust (see below)',
    'kma-map, and all that have a key or a URL',
  ],
  ['NALSSI_KMA_APIHUB_KEY', 'key of apihub.kma.go.kr', ''],
  ['NALSSI_DATA_GO_KR_KEY', 'key of data.go.kr, in either of its forms', ''],
  ['HTTPS_PROXY', 'proxy for https', 'what HTTP_PROXY names'],
  ['HTTP_PROXY', 'proxy for http', '(none)'],
  ['NO_PROXY', 'hosts that are asked without one, with commas', '(none)'],
  ['NALSSI_LOG', 'json for machines or text for people', 'text on a terminal, else json'],
  ['NALSSI_STORE', 'sqlite, publish: in the storage (collect), or', 'sqlite'],
  ['', 'redis[s]://[user:password@]host[:port][/number],', ''],
  ['', 'several hosts with ?sentinel=NAME or ?cluster', ''],
  ['NALSSI_PUBLISH', 'directory, s3://bucket/prefix, or several', 'directory'],
  ['AWS_ACCESS_KEY_ID', 'key of the storage', ''],
  ['AWS_SECRET_ACCESS_KEY', 'the secret of that key', ''],
  ['AWS_REGION', 'where the bucket is', 'us-east-1'],
  ['AWS_ENDPOINT_URL_S3', 'address of a storage that is not Amazon’s', ''],
  ['NALSSI_WIDGET_DIR', 'folder of the built ticker, served at /w/ and /ops/', '@nalssi/widget'],
  ['NALSSI_CHROMIUM', 'browser of the test suite', 'an installed one'],
];

const perSource = sourceIds.flatMap((id) => [
  [variableOf(id, 'URL'), `base URL of ${id}`, sources[id].baseUrl],
  [variableOf(id, 'CRON'), `when ${id} is asked, Korean time`, sources[id].cron],
]);

function row([name = '', what = '', standard = '']: readonly string[]): string {
  return `  ${name.padEnd(23)} ${what.padEnd(47)} ${standard}`.trimEnd();
}

/** The help of the whole program. */
export function helpOfAll(commands: readonly Command[]): string {
  const list = commands.map(
    (command) => `  ${synopsis(command)}\n                    ${command.summary}`,
  );
  return `nalssi: pulls KMA station observations, checks them and publishes a JSON feed

Usage
${list.join('\n')}
  nalssi help [COMMAND]
                    this text, or that of one command; also nalssi COMMAND --help
  nalssi version    the version

Exit codes
${exitCodes.map(([code = '', means = '']) => `  ${code.padEnd(17)} ${means}`).join('\n')}

Environment (with its standard)
${[...general, ...perSource].map(row).join('\n')}

Sources
${sourceIds.map((id) => `  ${id.padEnd(17)} ${sources[id].title}`).join('\n')}
`;
}
