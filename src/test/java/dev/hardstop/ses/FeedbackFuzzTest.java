package dev.hardstop.ses;

import com.code_intelligence.jazzer.junit.FuzzTest;

/** Whatever bytes come in: no exception but the declared ones, and nothing of them is repeated. */
class FeedbackFuzzTest {
  @FuzzTest(maxDuration = "2m")
  void everyEventIsRecordedOrRejected(byte[] event) {
    FeedbackInvariants.assertHold(event);
  }
}
