/** What operators ask, and what answers it; `HOST` stands for the address of the feed. */
export const questions: readonly { ko: string; en: string; command: string }[] = [
  {
    ko: '최신인가?',
    en: 'Is it up to date?',
    command: 'curl -s HOST/v1/health.json | jq "{status, generatedAt, changedAt, summary}"',
  },
  {
    ko: '어느 관측소가 빠졌나?',
    en: 'Which stations are missing?',
    command: `curl -s HOST/v1/ticker.json | jq '.observations[] | select(.state != "fresh") | [.station, .name.ko, .state]'`,
  },
  {
    ko: '이 값은 어디서 왔나?',
    en: 'Where did this number come from?',
    command: `curl -s HOST/v1/observations.json | jq '.observations[] | select(.station == "108") | .temperature'`,
  },
  {
    ko: '어느 값이 의심스럽거나 없나?',
    en: 'Which values are doubtful or missing?',
    command: `curl -s HOST/v1/observations.json | jq -c '.observations[] | .station as $station | to_entries[] | select(.value.quality? | IN("suspect", "fail", "missing")) | [$station, .key, .value.value, .value.failed, .value.reason]'`,
  },
  {
    ko: '천안의 새벽 세 시 값은?',
    en: 'What did 천안 measure at three this morning?',
    command: `curl -s HOST/v1/stations/232.json | jq '[.history[] | select(.hour | contains("T03:"))] | last'`,
  },
  {
    ko: '오늘 충남에서 가장 더웠던 곳은?',
    en: 'Where in 충남 was it warmest today, and when?',
    command: `curl -s HOST/v1/boards/KR-44.json | jq -c '[.stations, .today.temperatureHigh, .today.temperatureHighAt] | transpose | max_by(.[1])'`,
  },
  {
    ko: '키가 곧 다 되나?',
    en: 'Is my key about to run out?',
    command: `curl -s HOST/v1/health.json | jq '.sources[] | {id, state, stateSince, quota, blocked}'`,
  },
];
