/**
 * Evaluates template.yaml as CloudFormation and IAM do, as far as the tests need it: parameters,
 * conditions, rules and intrinsic functions, and whether a policy allows a request. It depends on no
 * other package. Start reading at {@link dev.hardstop.cloudformation.Stack}.
 */
package dev.hardstop.cloudformation;
