import { fill, UnknownVariable, variablesOf } from './template-text.js';

it('puts values where their names stand', () => {
  expect(fill('{name}您好，{reason}。{name}', { name: '张小明', reason: '照片不清晰' })).toBe(
    '张小明您好，照片不清晰。张小明',
  );
  expect(variablesOf('{name}您好，{reason}。{name}')).toEqual(['name', 'reason']);
});

it('takes braces and dollars in a value for what they are', () => {
  expect(fill('{reason}', { reason: '{name} $& $1 {x}', name: '张小明' })).toBe('{name} $& $1 {x}');
});

it.each(['{nobody}', '{}', '{ name }', '{toString}', '{__proto__}'])('refuses %s, which has no value', (template) => {
  expect(() => fill(template, { name: '张小明' })).toThrow(UnknownVariable);
});
