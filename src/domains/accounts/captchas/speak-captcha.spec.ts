import { expect, it } from '@jest/globals';
import { speakCaptcha } from './speak-captcha.js';
import { spokenDigits } from './spoken-digits.js';

const HEADER = 44;
const samplesOf = (recording: Buffer) => recording.subarray(HEADER);

it('is a WAV file that says how long it is: some seconds, small enough to be sent', () => {
  const recording = speakCaptcha('0123456789');
  expect(recording.subarray(0, 4).toString()).toBe('RIFF');
  expect(recording.readUInt32LE(40)).toBe(recording.length - HEADER);
  const seconds = (recording.length - HEADER) / recording.readUInt32LE(24);
  expect(seconds).toBeGreaterThan(8);
  expect(seconds).toBeLessThan(18);
});

it('can be heard: each digit stands out from the pauses between', () => {
  const samples = samplesOf(speakCaptcha('888888'));
  const loudness = Array.from({ length: Math.floor(samples.length / 400) }, (_, at) => {
    const stretch = [...samples.subarray(at * 400, at * 400 + 400)].map((sample) => sample - 128);
    return Math.sqrt(stretch.reduce((sum, sample) => sum + sample * sample, 0) / stretch.length);
  });
  const isLoud = loudness.map((level) => level > 20);
  const beginnings = isLoud.filter((loud, at) => loud && !isLoud[at - 1]).length;
  expect(beginnings).toBeGreaterThanOrEqual(6);
  expect(Math.min(...loudness)).toBeLessThan(12);
});

it('repeats no stretch of a clip or of another recording, so that matching bytes solves nothing', () => {
  const clips = spokenDigits.map((clip) => Buffer.from(clip, 'base64'));
  const [first, second] = [speakCaptcha('123456'), speakCaptcha('123456')].map(samplesOf);
  const STRETCH = 24;
  for (const clip of clips) {
    for (let at = 400; at + STRETCH < clip.length - 400; at += 200) {
      expect(first?.includes(clip.subarray(at, at + STRETCH))).toBe(false);
    }
  }
  for (let at = 0; at + STRETCH < (first?.length ?? 0); at += 500) {
    expect(second?.includes(first?.subarray(at, at + STRETCH) ?? '')).toBe(false);
  }
});

it('speaks each digit in a way of its own', () => {
  expect(new Set(spokenDigits).size).toBe(10);
  expect(spokenDigits.every((clip) => Buffer.from(clip, 'base64').length > 2000)).toBe(true);
});
