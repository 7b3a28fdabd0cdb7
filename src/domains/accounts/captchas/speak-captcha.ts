import { randomInt } from 'node:crypto';
import { spokenDigits } from './spoken-digits.js';

const SAMPLES_PER_SECOND = 8000;
const SILENCE = 128;

const clips = spokenDigits.map((clip) => Uint8Array.from(Buffer.from(clip, 'base64')));

/** A number from `low` to `high`; from the system's randomness, so that one recording tells nothing about the next. */
const between = (low: number, high: number): number => low + (randomInt(0, 1_000_001) / 1_000_000) * (high - low);

/**
 * Digits as a recording for people: a WAV file of 8 kHz. Each is spoken at a speed, pitch and loudness of its own, after a
 * pause of its own, over murmur and noise, so that no stretch of it is the same bytes as any other recording's.
 */
export function speakCaptcha(digits: string): Buffer {
  const spoken = [...digits].flatMap((digit) => [...pause(), ...varied(clips[Number(digit)] ?? new Uint8Array())]);
  const samples = [...spoken, ...pause()];
  const murmur = backwards(samples.length);
  const recording = samples.map((sample, at) => sample + (murmur[at] ?? 0) * 0.08 + between(-0.02, 0.02));
  return wav(recording.map(toByte));
}

const pause = (): number[] => Array<number>(Math.round(between(0.3, 0.7) * SAMPLES_PER_SECOND)).fill(0);

/** The clip at another speed, which moves its pitch too, and another loudness; samples from −1 to 1. */
function varied(clip: Uint8Array): number[] {
  const speed = between(0.88, 1.1);
  const loudness = between(0.6, 0.95);
  return Array.from({ length: Math.floor((clip.length - 1) / speed) }, (_, at) => {
    const place = at * speed;
    const [before, share] = [Math.floor(place), place % 1];
    return loudness * (fromByte(clip[before]) * (1 - share) + fromByte(clip[before + 1]) * share);
  });
}

/** Digits said backwards without end, which a listener hears past and a program does not. */
function backwards(length: number): number[] {
  const samples: number[] = [];
  while (samples.length < length) samples.push(...varied(clips[randomInt(clips.length)] ?? new Uint8Array()).reverse());
  return samples;
}

const fromByte = (byte = SILENCE): number => (byte - SILENCE) / SILENCE;
const toByte = (sample: number): number => Math.max(0, Math.min(255, Math.round(sample * 127) + SILENCE));

/** PCM, one channel, one unsigned byte a sample (RIFF WAVE). */
function wav(samples: number[]): Buffer {
  const header = Buffer.alloc(44);
  header.write('RIFF', 0);
  header.writeUInt32LE(36 + samples.length, 4);
  header.write('WAVEfmt ', 8);
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(1, 22);
  header.writeUInt32LE(SAMPLES_PER_SECOND, 24);
  header.writeUInt32LE(SAMPLES_PER_SECOND, 28);
  header.writeUInt16LE(1, 32);
  header.writeUInt16LE(8, 34);
  header.write('data', 36);
  header.writeUInt32LE(samples.length, 40);
  return Buffer.concat([header, Buffer.from(samples)]);
}
