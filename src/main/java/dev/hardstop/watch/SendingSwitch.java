package dev.hardstop.watch;

/** Lets SES send with a configuration set, or not. Its exceptions pass; it may be repeated. */
interface SendingSwitch {
  void set(String configurationSet, boolean sending);
}
