// The platform's event base: the only thing beside other contracts that a domain's contracts import.
export { DomainEvent, Published } from './domain-event.js';
