package dev.hardstop.diagnosis;

/**
 * How grave a diagnosis is: how much of a domain's mail it says to fail. By extent and not by cause,
 * for a delivery says how far a fault reaches, and earlier ones whose it is: ten who bounce are the
 * domain's fault if they were delivered to before, and a bad list if never.
 */
public enum Gravity {
  /** {@link Diagnosis.Name#NOTHING_UNUSUAL}. */
  NONE,
  /** Some recipients; the domain takes others, or too few were mailed to say more. */
  SOME,
  /** Nearly all recipients: the domain as a whole. */
  WHOLE;

  static Gravity of(Diagnosis.Name name, boolean nearlyAll) {
    if (name == Diagnosis.Name.NOTHING_UNUSUAL) {
      return NONE;
    }
    return nearlyAll ? WHOLE : SOME;
  }
}
