import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable, Logger, StreamableFile } from '@nestjs/common';
import type { CallerIdentity } from '../../../platform/access/caller.js';
import { recordAudit } from '../../../platform/audit/record-audit.js';
import { Clock } from '../../../platform/clock/clock.js';
import { Documents } from '../../../platform/documents/documents.js';
import { FieldEncryption } from '../../../platform/encryption/field-encryption.js';
import { contentDisposition } from '../../../platform/objects/content-disposition.js';
import { ObjectMissing, ObjectStore } from '../../../platform/objects/object-store.js';
import { Settings } from '../../../platform/settings/settings.js';
import { findOwnExam } from '../exams/own-exam.js';
import { findBaseName } from '../trainings/find-base-name.js';
import { TrainingRecord } from '../trainings/training-record.entity.js';
import { findTicket, type Ticket } from './ticket.js';
import { ticketForm, type TicketHolder, verificationLink } from './ticket-form.js';
import { TicketNotFound } from './ticket.problems.js';

/** Prints admission tickets for those who may have them, and audits each print: a ticket shows the whole ID number. */
@Injectable()
export class PrintTicket {
  private readonly logger = new Logger(PrintTicket.name);

  constructor(
    private readonly em: EntityManager,
    private readonly clock: Clock,
    private readonly encryption: FieldEncryption,
    private readonly objects: ObjectStore,
    private readonly documents: Documents,
    private readonly settings: Settings,
  ) {}

  async forTrainee(trainee: CallerIdentity, id: string): Promise<StreamableFile> {
    return this.print(trainee, await findTicket(this.em, { id, traineeId: trainee.id }));
  }

  async forBase(caller: CallerIdentity, examId: string, id: string): Promise<StreamableFile> {
    const exam = await findOwnExam(this.em, caller, examId);
    return this.print(caller, await findTicket(this.em, { id, examId: exam.id }));
  }

  private async print(caller: CallerIdentity, ticket: Ticket | undefined): Promise<StreamableFile> {
    if (!ticket) throw new TicketNotFound();
    const { seat, number } = ticket;
    const pdf = await this.documents.renderPdf(
      ticketForm(ticket, await this.holderOf(seat.trainingId), verificationLink(this.settings.callersUrl, number)),
    );
    await this.em.transactional((em) => {
      recordAudit(em, caller, {
        action: 'print-exam-ticket',
        subjectType: 'exam-ticket',
        subjectId: seat.id,
        at: this.clock.now(),
        facts: { format: 'pdf', trainingId: seat.trainingId },
      });
      return Promise.resolve();
    });
    return new StreamableFile(pdf, {
      type: 'application/pdf',
      disposition: contentDisposition('inline', `准考证-${number}.pdf`),
      length: pdf.length,
    });
  }

  private async holderOf(trainingId: string): Promise<TicketHolder> {
    const failHandler = () => new TicketNotFound();
    // whose holder was forgotten is printed no more
    const record = await this.em.findOneOrFail(TrainingRecord, { id: trainingId, name: { $ne: '' } }, { failHandler });
    return {
      record,
      name: this.encryption.open('name', record.name),
      idNumber: this.encryption.open('id-number', record.idNumber),
      baseName: await findBaseName(this.em, record.baseId),
      photo: await this.photoOf(record),
    };
  }

  private async photoOf({ id, photoKey }: TrainingRecord): Promise<Uint8Array | undefined> {
    if (!photoKey) return undefined;
    return this.objects.getBuffer(photoKey).catch((error: unknown) => {
      if (!(error instanceof ObjectMissing)) throw error;
      this.logger.error(`the photo of training record ${id} is missing`);
      return undefined;
    });
  }
}
