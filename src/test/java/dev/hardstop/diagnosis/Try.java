package dev.hardstop.diagnosis;

import dev.hardstop.scenario.*;
import java.util.*;

public class Try {
  public static void main(String[] a) {
    int n = Integer.parseInt(a[0]);
    boolean verbose = a.length > 1;
    for (Kind k : Kind.values()) {
      Map<String, Integer> m = new TreeMap<>();
      long fb = 0;
      long t = System.nanoTime();
      for (int s = 0; s < n; s++) {
        Scenario sc = Scenario.of(k, s);
        fb += sc.feedback().size();
        Judgement j = Judgement.of(sc);
        String w = j.inOneWord()
            + (j.inOneWord() == Diagnosis.Name.DOMAIN_INCIDENT
                ? (sc.broken().isPresent()
                        && j.incidents().equals(Set.of(sc.broken().get()))
                    ? " right"
                    : " wrong")
                : "");
        if (k != Kind.TENANT_BREAKS && !j.incidents().isEmpty()) w += " +incidents";
        m.merge(w, 1, Integer::sum);
        if (verbose)
          System.out.println(k + " " + s + " " + w + " " + sc.broken() + " " + j.incidents() + " "
              + j.sending().organisations() + " " + j.sending().gateways() + " "
              + sc.broken().map(j.domains()::get));
      }
      System.out.println(k + " " + m + " feedback/scenario " + fb / n + " "
          + (System.nanoTime() - t) / 1000000 + " ms");
    }
  }
}
