/**
 * Holds template.yaml to the code: handlers, variables, routes, permissions. It knows the handlers
 * and the table's edge. Start reading at {@link dev.hardstop.template.TemplateTest}.
 */
package dev.hardstop.template;
