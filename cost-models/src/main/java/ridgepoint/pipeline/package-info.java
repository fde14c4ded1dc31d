/**
 * What the pipeline models of all device kinds share: candidates are recorded from the kernel's own
 * tile program, timed by the kind's machine, and the fastest is kept. A kind's own package (gpu,
 * cpu, npu, fpga, pim) has only what that kind alone knows.
 */
package ridgepoint.pipeline;
