/**
 * How quick classification is: so many answers a second and so many bytes for each, and whether the
 * time for hostile texts grows with their length alone. It depends on the rule book and its files. Start
 * reading at {@link dev.hardstop.speed.ClassificationSpeed}.
 */
package dev.hardstop.speed;
