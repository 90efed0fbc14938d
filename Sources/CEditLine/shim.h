#ifndef CEDITLINE_SHIM_H
#define CEDITLINE_SHIM_H

#include <editline/readline.h>

#endif
