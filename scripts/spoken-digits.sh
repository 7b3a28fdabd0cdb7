#!/bin/bash
# Speaks the ten digits in Mandarin and writes them as src/domains/accounts/captchas/spoken-digits.ts.
# Needs Debian's espeak-ng and sox; run it only to change the voice, the file is checked in.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
readonly FILE=src/domains/accounts/captchas/spoken-digits.ts
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

{
  echo '// Made by scripts/spoken-digits.sh: espeak-ng, Mandarin; 8000 samples a second, one unsigned byte each, in base64.'
  echo '/** The digits 0 to 9, spoken. */'
  echo 'export const spokenDigits: readonly string[] = ['
  for word in 零 一 二 三 四 五 六 七 八 九; do
    espeak-ng -v cmn -s 120 -p 45 -w "$folder/spoken.wav" "$word"
    sox "$folder/spoken.wav" -r 8000 -c 1 -b 8 -e unsigned-integer "$folder/digit.raw" \
      silence 1 0.01 1% reverse silence 1 0.01 1% reverse pad 0.02 0.02 norm -1
    echo "  '$(base64 -w 0 "$folder/digit.raw")',"
  done
  echo '];'
} >"$FILE"
