/** {@code fourfold bench}: the stages as commands, and their figures beside limits, which are ratios within one run. */
package io.fourfold.bench.cli;
