import fc from 'fast-check';
import { checkDigit, isTicketNumber, ticketNumber } from './ticket-number.js';

const anyPlace = fc.record({
  year: fc.integer({ min: 2000, max: 9999 }),
  exam: fc.integer({ min: 1, max: 999 }),
  room: fc.integer({ min: 1, max: 99 }),
  seat: fc.integer({ min: 1, max: 999 }),
});

describe('a ticket number', () => {
  it('tells province, year, exam, room and seat, and ends in a check digit', () => {
    expect(ticketNumber({ year: 2027, exam: 3, room: 2, seat: 15 })).toMatch(/^45202700302015\d$/);
  });

  it('has the check digit of ISO/IEC 7064 MOD 11,10', () => {
    // the example of the standard itself
    expect(checkDigit('0794')).toBe('5');
  });

  it('is another for every place', () => {
    fc.assert(
      fc.property(anyPlace, anyPlace, (one, other) => {
        const same = JSON.stringify(one) === JSON.stringify(other);
        expect(ticketNumber(one) === ticketNumber(other)).toBe(same);
      }),
    );
  });

  it('is refused with any one digit wrong', () => {
    fc.assert(
      fc.property(anyPlace, fc.nat(14), fc.integer({ min: 1, max: 9 }), (place, index, difference) => {
        const number = ticketNumber(place);
        const wrong = (Number(number[index]) + difference) % 10;
        expect(isTicketNumber(number)).toBe(true);
        expect(isTicketNumber(`${number.slice(0, index)}${wrong}${number.slice(index + 1)}`)).toBe(false);
      }),
    );
  });

  it.each([
    { year: 2027, exam: 1000, room: 1, seat: 1 },
    { year: 2027, exam: 1, room: 100, seat: 1 },
    { year: 2027, exam: 1, room: 1, seat: 1000 },
    { year: 2027, exam: -1, room: 1, seat: 1 },
    { year: 2027, exam: 1, room: 1.5, seat: 1 },
  ])('has no room for %j', (place) => {
    expect(() => ticketNumber(place)).toThrow(RangeError);
  });
});
