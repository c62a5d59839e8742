/**
 * Checks that template.yaml agrees with the code: handlers, variables, routes, permissions. It
 * depends on the handlers and the table's edge. {@link dev.hardstop.template.EmulatedDeploymentIT}
 * deploys the template to an emulated account and starts the packaged functions. Start reading at
 * {@link dev.hardstop.template.TemplateTest}.
 */
package dev.hardstop.template;
