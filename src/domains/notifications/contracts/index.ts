import { Published } from '../../../platform/events/index.js';
import { OwnDataExported } from '../../accounts/contracts/data-exports.js';
import { OwnDataErased } from '../../accounts/contracts/erasures.js';

/** What this domain holds about a trainee, for their export. */
@Published('notifications.own-data-exported', 1)
export class NotificationsDataExported extends OwnDataExported {}

/** What this domain held of a trainee is erased, but for what its README says is kept. */
@Published('notifications.own-data-erased', 1)
export class NotificationsDataErased extends OwnDataErased {}
