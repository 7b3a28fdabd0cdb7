import type { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { trailOfSubjects } from '../../../platform/audit/audit-trail.js';
import { Clock } from '../../../platform/clock/clock.js';
import { FieldEncryption } from '../../../platform/encryption/field-encryption.js';
import { Consumes } from '../../../platform/events/consumes.js';
import { recordEvent } from '../../../platform/events/record-event.js';
import { filePath } from '../../../platform/own-data/file-path.js';
import type { OwnDataFile, OwnDataPart } from '../../../platform/own-data/own-data-part.js';
import { OwnDataParts } from '../../../platform/own-data/own-data-parts.js';
import { ObjectStore } from '../../../platform/objects/object-store.js';
import { DataExportRequested } from '../../accounts/contracts/index.js';
import { ExamsDataExported } from '../contracts/index.js';
import { Seat } from '../seating/seat.entity.js';
import { type Ticket, ticketsOf } from '../tickets/ticket.js';
import { TrainingRecord } from '../trainings/training-record.entity.js';

/** This domain's answer to an export; seats and results are told once they are published, as everywhere. */
@Injectable()
export class AnswerDataExport {
  constructor(
    private readonly clock: Clock,
    private readonly encryption: FieldEncryption,
    private readonly objects: ObjectStore,
    private readonly parts: OwnDataParts,
  ) {}

  @Consumes(DataExportRequested, 'exams.own-data-exports')
  async answer(em: EntityManager, { aggregateId, accountId }: DataExportRequested): Promise<void> {
    recordEvent(em, ExamsDataExported, {
      aggregateId,
      aggregateVersion: 1,
      occurredAt: this.clock.now().toISOString(),
      accountId,
      partKey: await this.parts.write(aggregateId, 'exams', await this.partOf(em, accountId)),
    });
  }

  private async partOf(em: EntityManager, traineeId: string): Promise<OwnDataPart> {
    const records = await em.find(TrainingRecord, { traineeId }, { orderBy: { admittedAt: 'asc', id: 'asc' } });
    const tickets = await ticketsOf(em, await em.find(Seat, { traineeId }, { orderBy: { ticketNumber: 'asc' } }));
    const photos = await Promise.all(records.map((record, index) => this.photoOf(record, index + 1)));
    const subjects = [...records.map(({ id }) => id), ...tickets.map(({ seat }) => seat.id)];
    return {
      explained: {
        trainings: '轮转培训记录（照片在 files/exams/photos/ 下）',
        tickets: '准考证、座位和已公布的成绩',
        auditTrail: '审计记录：培训和考试的办理',
      },
      data: {
        trainings: records.map((record, index) => this.trainingOf(record, photos[index])),
        tickets: tickets.map(ticketOf),
        auditTrail: await trailOfSubjects(em, traineeId, subjects),
      },
      files: photos.filter((photo) => photo !== undefined),
    };
  }

  private trainingOf(record: TrainingRecord, photo: OwnDataFile | undefined) {
    const { id, applicationId, planId, baseId, batchId, specialty, sendingUnit, status } = record;
    const { maskedName, admittedAt, startedOn, completedOn } = record;
    return {
      ...{ id, applicationId, planId, baseId, batchId, specialty },
      name: this.encryption.open('name', record.name),
      idNumber: this.encryption.open('id-number', record.idNumber),
      ...{ maskedName, sendingUnit, status, admittedAt, startedOn, completedOn },
      photo: photo?.path ?? null,
    };
  }

  private async photoOf({ photoKey }: TrainingRecord, number: number): Promise<OwnDataFile | undefined> {
    if (!photoKey) return undefined;
    const isPng = (await this.objects.stat(photoKey))?.mediaType === 'image/png';
    return { path: filePath('exams/photos', number, isPng ? '照片.png' : '照片.jpg'), objectKey: photoKey };
  }
}

const ticketOf = ({ seat, number, exam, room }: Ticket) => ({
  id: seat.id,
  ticketNumber: number,
  examTitle: exam.title,
  startsAt: exam.startsAt,
  endsAt: exam.endsAt,
  place: exam.place,
  address: exam.address,
  room: room.name,
  seatNumber: seat.number,
  outcome: seat.closedAt ? seat.outcome : null,
  score: seat.closedAt ? seat.score : null,
  resultPublishedAt: seat.closedAt,
});
