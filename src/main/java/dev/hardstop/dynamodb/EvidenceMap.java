package dev.hardstop.dynamodb;

import dev.hardstop.classification.BounceReason;
import dev.hardstop.classification.DeliveryStatus;
import dev.hardstop.classification.MaskedText;
import dev.hardstop.feedback.BounceType;
import dev.hardstop.feedback.ComplaintKind;
import dev.hardstop.suppression.Evidence;
import dev.hardstop.suppression.EvidenceOrigin;
import java.time.Instant;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * A piece of evidence as a map, with a name for everything, so that it can be read in the console
 * and judged again. What is empty is left out.
 */
final class EvidenceMap {
  /** What the evidence of a trace is compared by, {@link Evidence#order()}. */
  static final String ORDER = "order";

  private static final String AT = "at";
  private static final String MESSAGE_ID = "messageId";
  private static final String FEEDBACK_ID = "feedbackId";
  private static final String VIA = "via";
  private static final String COMPLAINT = "complaint";
  private static final String FILED_UNDER = "filedUnder";
  private static final String STATUS = "status";
  private static final String ACTION = "action";
  private static final String WORDS = "words";
  private static final String SES_TYPE = "sesType";
  private static final String SES_SUB_TYPE = "sesSubType";
  private static final String REPORTING_MTA = "reportingMta";
  private static final String REMOTE_MTA_IP = "remoteMtaIp";

  private EvidenceMap() {}

  static AttributeValue write(Evidence evidence) {
    EvidenceOrigin from = evidence.origin();
    AttributeTexts fields = new AttributeTexts()
        .put(ORDER, evidence.order())
        .put(AT, from.at().toString())
        .put(MESSAGE_ID, from.messageId())
        .put(FEEDBACK_ID, from.feedbackId())
        .put(VIA, from.via().orElse(""));
    if (evidence instanceof Evidence.OfComplaint complaint) {
      return fields.put(COMPLAINT, complaint.kind().name()).toValue();
    }
    Evidence.OfBounce bounce = (Evidence.OfBounce) evidence;
    DeliveryStatus said = bounce.said();
    return fields
        .put(FILED_UNDER, bounce.filedUnder().name())
        .put(STATUS, said.status())
        .put(ACTION, said.action())
        .put(WORDS, said.words().value())
        .put(SES_TYPE, said.sesBounceType().type())
        .put(SES_SUB_TYPE, said.sesBounceType().subType())
        .put(REPORTING_MTA, said.reportingMta())
        .put(REMOTE_MTA_IP, said.remoteMtaIp())
        .toValue();
  }

  /**
   * @throws IllegalArgumentException or {@link java.time.DateTimeException} when it is none
   */
  static Evidence read(AttributeValue stored) {
    AttributeTexts fields = AttributeTexts.of(stored);
    EvidenceOrigin from = new EvidenceOrigin(
        Instant.parse(fields.get(AT)),
        fields.get(MESSAGE_ID),
        fields.get(FEEDBACK_ID),
        fields.find(VIA));
    if (fields.find(COMPLAINT).isPresent()) {
      return new Evidence.OfComplaint(from, ComplaintKind.valueOf(fields.get(COMPLAINT)));
    }
    DeliveryStatus said = new DeliveryStatus(
        fields.get(STATUS),
        fields.get(ACTION),
        MaskedText.stored(fields.get(WORDS)),
        new BounceType(fields.get(SES_TYPE), fields.get(SES_SUB_TYPE)),
        fields.get(REPORTING_MTA),
        fields.get(REMOTE_MTA_IP));
    return new Evidence.OfBounce(from, said, BounceReason.valueOf(fields.get(FILED_UNDER)));
  }
}
