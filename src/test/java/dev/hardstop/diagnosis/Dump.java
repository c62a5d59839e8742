package dev.hardstop.diagnosis;

import dev.hardstop.rules.RuleFiles;
import dev.hardstop.scenario.*;
import dev.hardstop.suppression.*;
import java.util.*;

public class Dump {
  public static void main(String[] a) {
    Kind k = Kind.valueOf(a[0]);
    for (int i = 1; i < a.length; i++) {
      Scenario sc = Scenario.of(k, Integer.parseInt(a[i]));
      InMemorySuppressionList list = new InMemorySuppressionList();
      new Recorder(RuleFiles.book(), SuppressionPolicy.standard(), list, Runnable::run)
          .record(sc.feedback());
      var ex = new Examination(list, new AllDomains(list), RuleFiles.book(), Thresholds.standard());
      for (String d : sc.broken()
          .map(List::of)
          .orElseGet(() -> new AllDomains(list).domains().stream().toList())) {
        var p = ex.picture(d, sc.now());
        System.out.println(k + a[i] + " " + d + " now " + sc.now());
        if (sc.broken().isPresent())
          p.figures().byDay().forEach((x, y) -> System.out.println("  " + x + " " + y));
        System.out.println("  run "
            + Run.of(p, Thresholds.standard().opening())
                .map(r -> r.from() + " " + r.start() + " before " + r.deliveredBefore() + " w "
                    + r.witnesses() + " refused " + r.standing().refused().size())
            + " "
            + new Diagnostician(Thresholds.standard())
                .diagnose(p, Elsewhere.quiet())
                .name());
      }
    }
  }
}
