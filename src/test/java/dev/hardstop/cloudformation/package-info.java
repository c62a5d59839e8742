/**
 * What CloudFormation and IAM make of template.yaml, as far as the tests ask: parameters, conditions,
 * rules and intrinsic functions, and whether a policy allows a request. It knows no other package.
 * Start reading at {@link dev.hardstop.cloudformation.Stack}.
 */
package dev.hardstop.cloudformation;
