# pg_industry: industrial-economics analytics inside PostgreSQL.
#
#   make, make install, make installcheck   the conventional way, PG_CONFIG honoured
#   make demo | test | bench | lint | fuzz   from a bare Debian on: see README.md

EXTENSION = pg_industry
EXTVERSION := $(shell sed -n "s/^default_version = '\(.*\)'/\1/p" $(EXTENSION).control)
PG_CONFIG ?= pg_config
.DEFAULT_GOAL := all

include modules.mk
SQL_MODULES := $(patsubst %,sql/%.sql,$(sort $(SQL)))
INSTALL_SQL := $(EXTENSION)--$(EXTVERSION).sql

# --- jobs that prepare the machine themselves ------------------------------

JOBS := demo test bench lint fuzz
.PHONY: $(JOBS) prepare
prepare:
	@tool/prepare build
demo test bench lint fuzz:
	@tool/prepare $@
	@tool/$@

# --- the extension ----------------------------------------------------------

PGXS := $(shell $(PG_CONFIG) --pgxs 2>/dev/null)
ifneq ($(wildcard $(PGXS)),)

MODULE_big = $(EXTENSION)
OBJS = $(patsubst %,src/core/%.o,$(sort $(CORE))) $(patsubst %,src/pg/%.o,$(sort $(PG)))
DATA_built = $(INSTALL_SQL)
DATA = $(wildcard sql/upgrade/$(EXTENSION)--*--*.sql)
DOCS = README.md
REGRESS_OPTS = --inputdir=test --load-extension=postgis --load-extension=$(EXTENSION)
EXTRA_CLEAN = build $(INSTALL_SQL) $(OBJS:.o=.d) regression.diffs regression.out results

# pg_regress looks for sql/NAME.sql before test/sql/NAME.sql
$(if $(filter $(SQL),$(REGRESS)),$(error a module in sql/ has the name of a test))

# The serial OpenBLAS: the threaded one starts a thread in the backend when it is loaded.
BLAS_DIR := $(firstword $(wildcard /usr/lib/*/openblas-serial) $(shell pkg-config --variable=libdir openblas 2>/dev/null))
BLAS_PATH = -L$(BLAS_DIR) -Wl,--disable-new-dtags -Wl,-rpath,$(BLAS_DIR)
BLAS_LIBS ?= $(if $(BLAS_DIR),$(BLAS_PATH)) -lopenblas -llapacke

PG_CPPFLAGS = -I$(CURDIR)/src/core -I$(CURDIR)/src/pg -DPGI_VERSION='"$(EXTVERSION)"'
PG_CFLAGS = -std=gnu11 -Wextra -Wno-unused-parameter -Wno-missing-field-initializers -Wno-sign-compare \
	-Wno-declaration-after-statement -Wno-cast-function-type -ffp-contract=off -fno-math-errno -MMD -MP
ifdef WERROR
PG_CFLAGS += -Werror
endif
SHLIB_LINK += $(BLAS_LIBS) -lm

# Bitcode would only let JIT inline our entry points; it doubles the time to build.
override with_llvm = no

include $(PGXS)
-include $(OBJS:.o=.d)

src/core/%.o: override CFLAGS += -O3

$(INSTALL_SQL): $(SQL_MODULES) modules.mk $(EXTENSION).control tool/code_lists $(wildcard demo/data/gb*.csv)
	awk '/^@list / {fflush(); if (system("tool/code_lists " $$2)) exit 1; next} 1' $(SQL_MODULES) > $@.new && mv $@.new $@

else

all install installcheck:
	@echo "PostgreSQL's server headers are missing: 'make prepare' installs them (Debian), or set PG_CONFIG." >&2; exit 1
clean:
	rm -rf build

endif
