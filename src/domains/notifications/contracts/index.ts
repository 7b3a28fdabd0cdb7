import { Published } from '../../../platform/events/index.js';
import { OwnDataExported } from '../../accounts/contracts/data-exports.js';

/** What this domain holds about a trainee, for their export. */
@Published('notifications.own-data-exported', 1)
export class NotificationsDataExported extends OwnDataExported {}
