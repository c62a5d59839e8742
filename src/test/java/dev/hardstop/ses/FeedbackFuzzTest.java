package dev.hardstop.ses;

import com.code_intelligence.jazzer.junit.FuzzTest;

/** For any bytes, the handler throws only declared exceptions and quotes nothing of the input. */
class FeedbackFuzzTest {
  @FuzzTest(maxDuration = "2m")
  void everyEventIsRecordedOrRejected(byte[] event) {
    FeedbackInvariants.assertHold(event);
  }
}
