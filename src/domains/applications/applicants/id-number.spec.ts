import { birthDateOf, sexOf } from './id-number.js';

describe('an ID number', () => {
  it('tells the date of birth', () => {
    expect(birthDateOf('45010319900307123X')).toBe('1990-03-07');
  });

  it('tells the sex by its 17th digit', () => {
    expect(sexOf('45010319900307123X')).toBe('male');
    expect(sexOf('450103199003071248')).toBe('female');
  });
});
