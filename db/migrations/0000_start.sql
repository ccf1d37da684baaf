CREATE TABLE "assets" (
	"organization_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"created_at" timestamptz DEFAULT now() NOT NULL,
	"customer_id" uuid NOT NULL,
	"site_id" uuid NOT NULL,
	"type" text NOT NULL,
	"make" text DEFAULT '' NOT NULL,
	"model" text DEFAULT '' NOT NULL,
	"serial" text DEFAULT '' NOT NULL,
	"installed_on" date,
	"own_fields" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"notes" text DEFAULT '' NOT NULL,
	"retired_at" timestamptz,
	"version" integer DEFAULT 1 NOT NULL,
	"search_text" text DEFAULT '' NOT NULL,
	CONSTRAINT "assets_organization_id_id_pk" PRIMARY KEY("organization_id","id")
);
--> statement-breakpoint
CREATE TABLE "accounts" (
	"id" uuid PRIMARY KEY NOT NULL,
	"email" "citext" NOT NULL,
	"password_hash" text,
	"created_at" timestamptz DEFAULT now() NOT NULL,
	CONSTRAINT "accounts_email_unique" UNIQUE("email")
);
--> statement-breakpoint
CREATE TABLE "counters" (
	"organization_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"period" text NOT NULL,
	"last" integer NOT NULL,
	CONSTRAINT "counters_organization_id_kind_period_pk" PRIMARY KEY("organization_id","kind","period"),
	CONSTRAINT "counters_last" CHECK ("counters"."last" >= 0)
);
--> statement-breakpoint
CREATE TABLE "idempotency_keys" (
	"organization_id" uuid NOT NULL,
	"actor_id" text NOT NULL,
	"key" uuid NOT NULL,
	"request_hash" text NOT NULL,
	"reply" jsonb,
	"created_at" timestamptz DEFAULT now() NOT NULL,
	CONSTRAINT "idempotency_keys_organization_id_actor_id_key_pk" PRIMARY KEY("organization_id","actor_id","key")
);
--> statement-breakpoint
CREATE TABLE "links" (
	"organization_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"created_at" timestamptz DEFAULT now() NOT NULL,
	"purpose" text NOT NULL,
	"token_hash" text NOT NULL,
	"subject_id" uuid NOT NULL,
	"recipient" text DEFAULT '' NOT NULL,
	"expires_at" timestamptz NOT NULL,
	"used_at" timestamptz,
	"withdrawn_at" timestamptz,
	CONSTRAINT "links_organization_id_id_pk" PRIMARY KEY("organization_id","id"),
	CONSTRAINT "links_tokenHash_unique" UNIQUE("token_hash")
);
--> statement-breakpoint
CREATE TABLE "members" (
	"organization_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"created_at" timestamptz DEFAULT now() NOT NULL,
	"account_id" uuid NOT NULL,
	"name" text NOT NULL,
	"email" "citext" NOT NULL,
	"phone" text DEFAULT '' NOT NULL,
	"roles" text[] NOT NULL,
	"active" boolean DEFAULT true NOT NULL,
	"locale" text DEFAULT 'nl' NOT NULL,
	"colour" text DEFAULT '#0f5c66' NOT NULL,
	"skills" text[] DEFAULT '{}'::text[] NOT NULL,
	"week_minutes" integer DEFAULT 2280 NOT NULL,
	"position" integer DEFAULT 0 NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "members_organization_id_id_pk" PRIMARY KEY("organization_id","id")
);
--> statement-breakpoint
CREATE TABLE "organizations" (
	"id" uuid PRIMARY KEY NOT NULL,
	"slug" text NOT NULL,
	"name" text NOT NULL,
	"street" text DEFAULT '' NOT NULL,
	"house_number" text DEFAULT '' NOT NULL,
	"postal_code" text DEFAULT '' NOT NULL,
	"city" text DEFAULT '' NOT NULL,
	"country" text DEFAULT 'BE' NOT NULL,
	"vat_number" text DEFAULT '' NOT NULL,
	"enterprise_number" text DEFAULT '' NOT NULL,
	"iban" text DEFAULT '' NOT NULL,
	"bic" text DEFAULT '' NOT NULL,
	"email" text DEFAULT '' NOT NULL,
	"phone" text DEFAULT '' NOT NULL,
	"website" text DEFAULT '' NOT NULL,
	"time_zone" text DEFAULT 'Europe/Brussels' NOT NULL,
	"locale" text DEFAULT 'nl' NOT NULL,
	"logo_file_id" uuid,
	"colour" text DEFAULT '#0f5c66' NOT NULL,
	"settings" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"demo" boolean DEFAULT false NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamptz DEFAULT now() NOT NULL,
	CONSTRAINT "organizations_slug_unique" UNIQUE("slug")
);
--> statement-breakpoint
CREATE TABLE "rate_limits" (
	"key" text NOT NULL,
	"action" text NOT NULL,
	"bucket" timestamptz NOT NULL,
	"count" integer NOT NULL,
	CONSTRAINT "rate_limits_key_action_bucket_pk" PRIMARY KEY("key","action","bucket")
);
--> statement-breakpoint
CREATE TABLE "sessions" (
	"organization_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"created_at" timestamptz DEFAULT now() NOT NULL,
	"member_id" uuid NOT NULL,
	"user_agent" text DEFAULT '' NOT NULL,
	"ip" text DEFAULT '' NOT NULL,
	"last_seen_at" timestamptz DEFAULT now() NOT NULL,
	"expires_at" timestamptz NOT NULL,
	"ended_at" timestamptz,
	CONSTRAINT "sessions_organization_id_id_pk" PRIMARY KEY("organization_id","id")
);
--> statement-breakpoint
CREATE TABLE "contacts" (
	"organization_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"created_at" timestamptz DEFAULT now() NOT NULL,
	"customer_id" uuid NOT NULL,
	"name" text NOT NULL,
	"role" text DEFAULT '' NOT NULL,
	"phone" text DEFAULT '' NOT NULL,
	"email" text DEFAULT '' NOT NULL,
	"locale" text DEFAULT 'nl' NOT NULL,
	"receives" text[] DEFAULT '{}'::text[] NOT NULL,
	"archived_at" timestamptz,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "contacts_organization_id_id_pk" PRIMARY KEY("organization_id","id")
);
--> statement-breakpoint
CREATE TABLE "customers" (
	"organization_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"created_at" timestamptz DEFAULT now() NOT NULL,
	"number" text NOT NULL,
	"kind" text NOT NULL,
	"name" text NOT NULL,
	"vat_number" text DEFAULT '' NOT NULL,
	"enterprise_number" text DEFAULT '' NOT NULL,
	"street" text DEFAULT '' NOT NULL,
	"house_number" text DEFAULT '' NOT NULL,
	"postal_code" text DEFAULT '' NOT NULL,
	"city" text DEFAULT '' NOT NULL,
	"country" text DEFAULT 'BE' NOT NULL,
	"email" text DEFAULT '' NOT NULL,
	"invoice_email" text DEFAULT '' NOT NULL,
	"phone" text DEFAULT '' NOT NULL,
	"bill_to_id" uuid,
	"po_required" boolean DEFAULT false NOT NULL,
	"payment_term_days" integer DEFAULT 30 NOT NULL,
	"locale" text DEFAULT 'nl' NOT NULL,
	"invoice_grouping" text DEFAULT 'order' NOT NULL,
	"vat_code" text DEFAULT '' NOT NULL,
	"notes" text DEFAULT '' NOT NULL,
	"archived_at" timestamptz,
	"version" integer DEFAULT 1 NOT NULL,
	"search_text" text DEFAULT '' NOT NULL,
	CONSTRAINT "customers_organization_id_id_pk" PRIMARY KEY("organization_id","id")
);
--> statement-breakpoint
CREATE TABLE "sites" (
	"organization_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"created_at" timestamptz DEFAULT now() NOT NULL,
	"customer_id" uuid NOT NULL,
	"name" text DEFAULT '' NOT NULL,
	"street" text DEFAULT '' NOT NULL,
	"house_number" text DEFAULT '' NOT NULL,
	"postal_code" text DEFAULT '' NOT NULL,
	"city" text DEFAULT '' NOT NULL,
	"country" text DEFAULT 'BE' NOT NULL,
	"latitude" double precision,
	"longitude" double precision,
	"access_notes" text DEFAULT '' NOT NULL,
	"contact_id" uuid,
	"archived_at" timestamptz,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "sites_organization_id_id_pk" PRIMARY KEY("organization_id","id")
);
--> statement-breakpoint
CREATE TABLE "signatures" (
	"organization_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"created_at" timestamptz DEFAULT now() NOT NULL,
	"visit_id" uuid NOT NULL,
	"signer" text NOT NULL,
	"name" text NOT NULL,
	"absent_reason" text DEFAULT '' NOT NULL,
	"file_id" uuid,
	"signed_at" timestamptz NOT NULL,
	"member_id" uuid NOT NULL,
	CONSTRAINT "signatures_organization_id_id_pk" PRIMARY KEY("organization_id","id")
);
--> statement-breakpoint
CREATE TABLE "visit_answers" (
	"organization_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"created_at" timestamptz DEFAULT now() NOT NULL,
	"visit_id" uuid NOT NULL,
	"field_id" text NOT NULL,
	"value" jsonb,
	"member_id" uuid NOT NULL,
	"answered_at" timestamptz NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "visit_answers_organization_id_id_pk" PRIMARY KEY("organization_id","id")
);
--> statement-breakpoint
CREATE TABLE "visit_events" (
	"organization_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"created_at" timestamptz DEFAULT now() NOT NULL,
	"visit_id" uuid NOT NULL,
	"member_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"at" timestamptz NOT NULL,
	"note" text DEFAULT '' NOT NULL,
	CONSTRAINT "visit_events_organization_id_id_pk" PRIMARY KEY("organization_id","id")
);
--> statement-breakpoint
CREATE TABLE "visit_materials" (
	"organization_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"created_at" timestamptz DEFAULT now() NOT NULL,
	"visit_id" uuid NOT NULL,
	"member_id" uuid NOT NULL,
	"product_id" uuid,
	"description" text NOT NULL,
	"unit" text DEFAULT 'st' NOT NULL,
	"quantity" numeric(12, 3) NOT NULL,
	"unit_price" numeric(14, 4),
	"kind" text DEFAULT 'material' NOT NULL,
	"billing" text DEFAULT 'included' NOT NULL,
	"removed_at" timestamptz,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "visit_materials_organization_id_id_pk" PRIMARY KEY("organization_id","id")
);
--> statement-breakpoint
CREATE TABLE "visit_notes" (
	"organization_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"created_at" timestamptz DEFAULT now() NOT NULL,
	"visit_id" uuid NOT NULL,
	"member_id" uuid NOT NULL,
	"body" text NOT NULL,
	"for_customer" boolean DEFAULT false NOT NULL,
	"removed_at" timestamptz,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "visit_notes_organization_id_id_pk" PRIMARY KEY("organization_id","id")
);
--> statement-breakpoint
CREATE TABLE "work_reports" (
	"organization_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"created_at" timestamptz DEFAULT now() NOT NULL,
	"visit_id" uuid NOT NULL,
	"order_id" uuid NOT NULL,
	"content" jsonb NOT NULL,
	"file_id" uuid NOT NULL,
	"sha256" text NOT NULL,
	"sealed_at" timestamptz NOT NULL,
	CONSTRAINT "work_reports_organization_id_id_pk" PRIMARY KEY("organization_id","id")
);
--> statement-breakpoint
CREATE TABLE "files" (
	"organization_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"created_at" timestamptz DEFAULT now() NOT NULL,
	"sha256" text NOT NULL,
	"original_sha256" text NOT NULL,
	"size_bytes" integer NOT NULL,
	"type" text NOT NULL,
	"name" text NOT NULL,
	"source" text NOT NULL,
	"width" integer,
	"height" integer,
	"taken_at" timestamptz,
	"actor_kind" text DEFAULT 'member' NOT NULL,
	"actor_id" text DEFAULT '' NOT NULL,
	CONSTRAINT "files_organization_id_id_pk" PRIMARY KEY("organization_id","id")
);
--> statement-breakpoint
CREATE TABLE "form_templates" (
	"organization_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"created_at" timestamptz DEFAULT now() NOT NULL,
	"order_type_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"number" integer NOT NULL,
	"fields" jsonb NOT NULL,
	"current" boolean DEFAULT true NOT NULL,
	CONSTRAINT "form_templates_organization_id_id_pk" PRIMARY KEY("organization_id","id")
);
--> statement-breakpoint
CREATE TABLE "order_types" (
	"organization_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"created_at" timestamptz DEFAULT now() NOT NULL,
	"name" text NOT NULL,
	"names" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"icon" text DEFAULT 'wrench' NOT NULL,
	"duration_minutes" integer DEFAULT 60 NOT NULL,
	"signature_rule" text DEFAULT 'customer_or_reason' NOT NULL,
	"tell_customer" boolean DEFAULT true NOT NULL,
	"requestable" boolean DEFAULT true NOT NULL,
	"billing" text DEFAULT 'hourly' NOT NULL,
	"fixed_price" numeric(14, 2),
	"active" boolean DEFAULT true NOT NULL,
	"position" integer DEFAULT 0 NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "order_types_organization_id_id_pk" PRIMARY KEY("organization_id","id")
);
--> statement-breakpoint
CREATE TABLE "history" (
	"organization_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"created_at" timestamptz DEFAULT now() NOT NULL,
	"subject_type" text NOT NULL,
	"subject_id" uuid NOT NULL,
	"order_id" uuid,
	"customer_id" uuid,
	"actor_kind" text NOT NULL,
	"actor_id" text NOT NULL,
	"actor_name" text NOT NULL,
	"action" text NOT NULL,
	"changes" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"params" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"reason" text DEFAULT '' NOT NULL,
	CONSTRAINT "history_organization_id_id_pk" PRIMARY KEY("organization_id","id")
);
--> statement-breakpoint
CREATE TABLE "expenses" (
	"organization_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"created_at" timestamptz DEFAULT now() NOT NULL,
	"member_id" uuid NOT NULL,
	"order_id" uuid,
	"visit_id" uuid,
	"kind" text NOT NULL,
	"description" text DEFAULT '' NOT NULL,
	"gross_amount" numeric(14, 2) NOT NULL,
	"vat_rate" numeric(5, 2) NOT NULL,
	"receipt_file_id" uuid,
	"spent_at" timestamptz NOT NULL,
	"billable" text DEFAULT 'yes' NOT NULL,
	"removed_at" timestamptz,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "expenses_organization_id_id_pk" PRIMARY KEY("organization_id","id")
);
--> statement-breakpoint
CREATE TABLE "time_entries" (
	"organization_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"created_at" timestamptz DEFAULT now() NOT NULL,
	"member_id" uuid NOT NULL,
	"order_id" uuid,
	"visit_id" uuid,
	"hour_type" text NOT NULL,
	"start_at" timestamptz NOT NULL,
	"end_at" timestamptz NOT NULL,
	"minutes" integer NOT NULL,
	"origin" text NOT NULL,
	"clocked_start_at" timestamptz,
	"clocked_end_at" timestamptz,
	"reason" text DEFAULT '' NOT NULL,
	"removed_at" timestamptz,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "time_entries_organization_id_id_pk" PRIMARY KEY("organization_id","id")
);
--> statement-breakpoint
CREATE TABLE "handovers" (
	"organization_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"created_at" timestamptz DEFAULT now() NOT NULL,
	"invoice_id" uuid NOT NULL,
	"target" text NOT NULL,
	"destination" text NOT NULL,
	"status" text DEFAULT 'queued' NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"delivered_at" timestamptz,
	"mail_id" uuid,
	"error" text DEFAULT '' NOT NULL,
	CONSTRAINT "handovers_organization_id_id_pk" PRIMARY KEY("organization_id","id")
);
--> statement-breakpoint
CREATE TABLE "invoice_attachments" (
	"organization_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"created_at" timestamptz DEFAULT now() NOT NULL,
	"invoice_id" uuid NOT NULL,
	"file_id" uuid NOT NULL,
	"title" text DEFAULT '' NOT NULL,
	CONSTRAINT "invoice_attachments_organization_id_id_pk" PRIMARY KEY("organization_id","id")
);
--> statement-breakpoint
CREATE TABLE "invoice_lines" (
	"organization_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"created_at" timestamptz DEFAULT now() NOT NULL,
	"invoice_id" uuid NOT NULL,
	"position" integer NOT NULL,
	"order_id" uuid,
	"order_line_id" uuid,
	"description" text NOT NULL,
	"unit" text DEFAULT 'st' NOT NULL,
	"quantity" numeric(12, 3) NOT NULL,
	"unit_price" numeric(14, 4) NOT NULL,
	"discount_percent" numeric(5, 2) DEFAULT '0' NOT NULL,
	"vat_category" text DEFAULT 'S' NOT NULL,
	"vat_rate" numeric(5, 2) NOT NULL,
	"net_amount" numeric(14, 2) NOT NULL,
	CONSTRAINT "invoice_lines_organization_id_id_pk" PRIMARY KEY("organization_id","id")
);
--> statement-breakpoint
CREATE TABLE "invoice_series" (
	"organization_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"created_at" timestamptz DEFAULT now() NOT NULL,
	"kind" text NOT NULL,
	"prefix" text NOT NULL,
	"year" integer NOT NULL,
	"start_number" integer DEFAULT 1 NOT NULL,
	"last_number" integer DEFAULT 0 NOT NULL,
	"digits" integer DEFAULT 4 NOT NULL,
	"last_hash" text DEFAULT '' NOT NULL,
	"last_issued_on" date,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "invoice_series_organization_id_id_pk" PRIMARY KEY("organization_id","id"),
	CONSTRAINT "invoice_series_last" CHECK ("invoice_series"."last_number" >= 0)
);
--> statement-breakpoint
CREATE TABLE "invoice_states" (
	"organization_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"created_at" timestamptz DEFAULT now() NOT NULL,
	"invoice_id" uuid NOT NULL,
	"status" text NOT NULL,
	"gross_amount" numeric(14, 2) NOT NULL,
	"paid_amount" numeric(14, 2) DEFAULT '0' NOT NULL,
	"credited_amount" numeric(14, 2) DEFAULT '0' NOT NULL,
	"due_on" date,
	"sent_at" timestamptz,
	"pdf_file_id" uuid,
	"pdf_sha256" text,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "invoice_states_organization_id_id_pk" PRIMARY KEY("organization_id","id")
);
--> statement-breakpoint
CREATE TABLE "invoices" (
	"organization_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"created_at" timestamptz DEFAULT now() NOT NULL,
	"kind" text NOT NULL,
	"customer_id" uuid NOT NULL,
	"site_id" uuid,
	"group_key" text NOT NULL,
	"series_id" uuid,
	"number" text,
	"sequence" integer,
	"issued_on" date,
	"due_on" date,
	"supplied_on" date,
	"po_number" text DEFAULT '' NOT NULL,
	"payment_term_days" integer DEFAULT 30 NOT NULL,
	"locale" text DEFAULT 'nl' NOT NULL,
	"payment_reference" text DEFAULT '' NOT NULL,
	"notes" text DEFAULT '' NOT NULL,
	"credits_id" uuid,
	"credit_reason" text DEFAULT '' NOT NULL,
	"credit_outcome" text,
	"net_amount" numeric(14, 2) DEFAULT '0' NOT NULL,
	"vat_amount" numeric(14, 2) DEFAULT '0' NOT NULL,
	"gross_amount" numeric(14, 2) DEFAULT '0' NOT NULL,
	"document" jsonb,
	"previous_hash" text,
	"hash" text,
	"finalized_at" timestamptz,
	"finalized_by_id" uuid,
	"discarded_at" timestamptz,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "invoices_organization_id_id_pk" PRIMARY KEY("organization_id","id"),
	CONSTRAINT "invoices_organizationId_seriesId_sequence_unique" UNIQUE("organization_id","series_id","sequence"),
	CONSTRAINT "invoices_organizationId_number_unique" UNIQUE("organization_id","number"),
	CONSTRAINT "invoices_final" CHECK (("invoices"."number" is null) = ("invoices"."sequence" is null) and ("invoices"."number" is null) = ("invoices"."finalized_at" is null)
          and ("invoices"."number" is null) = ("invoices"."document" is null) and ("invoices"."number" is null) = ("invoices"."hash" is null))
);
--> statement-breakpoint
CREATE TABLE "mails" (
	"organization_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"created_at" timestamptz DEFAULT now() NOT NULL,
	"kind" text NOT NULL,
	"unique_key" text NOT NULL,
	"recipient" text NOT NULL,
	"recipient_name" text DEFAULT '' NOT NULL,
	"reply_to" text DEFAULT '' NOT NULL,
	"subject" text NOT NULL,
	"html" text NOT NULL,
	"text" text NOT NULL,
	"attachment_ids" uuid[] DEFAULT '{}'::uuid[] NOT NULL,
	"calendar" text,
	"status" text DEFAULT 'queued' NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"attempt_id" uuid,
	"attempted_at" timestamptz,
	"next_attempt_at" timestamptz,
	"sent_at" timestamptz,
	"error" text DEFAULT '' NOT NULL,
	"message_id" text NOT NULL,
	"provider_id" text DEFAULT '' NOT NULL,
	"subject_type" text DEFAULT '' NOT NULL,
	"subject_id" uuid,
	"order_id" uuid,
	"facts" jsonb DEFAULT '{}'::jsonb NOT NULL,
	CONSTRAINT "mails_organization_id_id_pk" PRIMARY KEY("organization_id","id")
);
--> statement-breakpoint
CREATE TABLE "maintenance_occurrences" (
	"organization_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"created_at" timestamptz DEFAULT now() NOT NULL,
	"plan_id" uuid NOT NULL,
	"due_on" date NOT NULL,
	"status" text DEFAULT 'due' NOT NULL,
	"order_id" uuid,
	"cancel_reason" text DEFAULT '' NOT NULL,
	"reminded_at" timestamptz,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "maintenance_occurrences_organization_id_id_pk" PRIMARY KEY("organization_id","id")
);
--> statement-breakpoint
CREATE TABLE "maintenance_plans" (
	"organization_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"created_at" timestamptz DEFAULT now() NOT NULL,
	"name" text NOT NULL,
	"customer_id" uuid NOT NULL,
	"site_id" uuid NOT NULL,
	"asset_id" uuid,
	"order_type_id" uuid NOT NULL,
	"interval_count" integer NOT NULL,
	"interval_unit" text NOT NULL,
	"anchor_on" date NOT NULL,
	"last_order_id" uuid,
	"remind" text DEFAULT 'yes' NOT NULL,
	"ended_at" timestamptz,
	"end_reason" text DEFAULT '' NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "maintenance_plans_organization_id_id_pk" PRIMARY KEY("organization_id","id")
);
--> statement-breakpoint
CREATE TABLE "documents" (
	"organization_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"created_at" timestamptz DEFAULT now() NOT NULL,
	"request_id" uuid,
	"order_id" uuid,
	"file_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"title" text DEFAULT '' NOT NULL,
	"field_id" text DEFAULT '' NOT NULL,
	"visit_id" uuid,
	"with_invoice" boolean DEFAULT false NOT NULL,
	"removed_at" timestamptz,
	CONSTRAINT "documents_organization_id_id_pk" PRIMARY KEY("organization_id","id")
);
--> statement-breakpoint
CREATE TABLE "order_lines" (
	"organization_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"created_at" timestamptz DEFAULT now() NOT NULL,
	"order_id" uuid NOT NULL,
	"position" integer NOT NULL,
	"kind" text NOT NULL,
	"billing" text DEFAULT 'included' NOT NULL,
	"product_id" uuid,
	"description" text NOT NULL,
	"unit" text DEFAULT 'st' NOT NULL,
	"quantity" numeric(12, 3) NOT NULL,
	"planned_quantity" numeric(12, 3),
	"done_quantity" numeric(12, 3),
	"unit_price" numeric(14, 4),
	"discount_percent" numeric(5, 2) DEFAULT '0' NOT NULL,
	"vat_rate" numeric(5, 2) DEFAULT '21' NOT NULL,
	"cost" numeric(14, 4),
	"net_amount" numeric(14, 2),
	"source" text DEFAULT 'office' NOT NULL,
	"source_id" uuid,
	"invoice_state" text DEFAULT 'open' NOT NULL,
	"correction_reason" text DEFAULT '' NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "order_lines_organization_id_id_pk" PRIMARY KEY("organization_id","id")
);
--> statement-breakpoint
CREATE TABLE "order_questions" (
	"organization_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"created_at" timestamptz DEFAULT now() NOT NULL,
	"order_id" uuid NOT NULL,
	"line_id" uuid,
	"asked_by_id" uuid NOT NULL,
	"asked_to_id" uuid NOT NULL,
	"question" text NOT NULL,
	"answer" text DEFAULT '' NOT NULL,
	"answered_at" timestamptz,
	CONSTRAINT "order_questions_organization_id_id_pk" PRIMARY KEY("organization_id","id")
);
--> statement-breakpoint
CREATE TABLE "orders" (
	"organization_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"created_at" timestamptz DEFAULT now() NOT NULL,
	"number" text NOT NULL,
	"status" text NOT NULL,
	"order_type_id" uuid NOT NULL,
	"customer_id" uuid NOT NULL,
	"site_id" uuid NOT NULL,
	"contact_id" uuid,
	"asset_id" uuid,
	"request_id" uuid,
	"follow_up_of_id" uuid,
	"intake_template_id" uuid,
	"checklist_template_id" uuid,
	"answers" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"title" text NOT NULL,
	"description" text DEFAULT '' NOT NULL,
	"internal_notes" text DEFAULT '' NOT NULL,
	"priority" text DEFAULT 'normal' NOT NULL,
	"due_on" date,
	"duration_minutes" integer DEFAULT 60 NOT NULL,
	"po_number" text DEFAULT '' NOT NULL,
	"agreed_amount" numeric(14, 2),
	"remaining_work" text DEFAULT '' NOT NULL,
	"accepted_at" timestamptz,
	"cancelled_at" timestamptz,
	"cancel_reason" text DEFAULT '' NOT NULL,
	"released_at" timestamptz,
	"released_by_id" uuid,
	"visit_count" integer DEFAULT 0 NOT NULL,
	"visit_state" text DEFAULT 'needs_visit' NOT NULL,
	"first_visit_at" timestamptz,
	"executed_at" timestamptz,
	"hold_reason" text DEFAULT '' NOT NULL,
	"hold_owner_id" uuid,
	"hold_until" date,
	"billable_amount" numeric(14, 2) DEFAULT '0' NOT NULL,
	"unbilled_amount" numeric(14, 2) DEFAULT '0' NOT NULL,
	"line_count" integer DEFAULT 0 NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"search_text" text DEFAULT '' NOT NULL,
	CONSTRAINT "orders_organization_id_id_pk" PRIMARY KEY("organization_id","id")
);
--> statement-breakpoint
CREATE TABLE "requests" (
	"organization_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"created_at" timestamptz DEFAULT now() NOT NULL,
	"number" text NOT NULL,
	"status" text NOT NULL,
	"order_type_id" uuid NOT NULL,
	"form_template_id" uuid,
	"answers" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"name" text NOT NULL,
	"company" text DEFAULT '' NOT NULL,
	"vat_number" text DEFAULT '' NOT NULL,
	"email" text NOT NULL,
	"phone" text DEFAULT '' NOT NULL,
	"street" text DEFAULT '' NOT NULL,
	"house_number" text DEFAULT '' NOT NULL,
	"postal_code" text DEFAULT '' NOT NULL,
	"city" text DEFAULT '' NOT NULL,
	"country" text DEFAULT 'BE' NOT NULL,
	"description" text DEFAULT '' NOT NULL,
	"locale" text DEFAULT 'nl' NOT NULL,
	"channel" text DEFAULT 'form' NOT NULL,
	"confirmed_at" timestamptz,
	"customer_id" uuid,
	"decline_reason" text DEFAULT '' NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "requests_organization_id_id_pk" PRIMARY KEY("organization_id","id")
);
--> statement-breakpoint
CREATE TABLE "payments" (
	"organization_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"created_at" timestamptz DEFAULT now() NOT NULL,
	"invoice_id" uuid NOT NULL,
	"amount" numeric(14, 2) NOT NULL,
	"paid_on" date NOT NULL,
	"method" text NOT NULL,
	"reference" text DEFAULT '' NOT NULL,
	"member_id" uuid NOT NULL,
	"reversed_at" timestamptz,
	"reverse_reason" text DEFAULT '' NOT NULL,
	CONSTRAINT "payments_organization_id_id_pk" PRIMARY KEY("organization_id","id")
);
--> statement-breakpoint
CREATE TABLE "products" (
	"organization_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"created_at" timestamptz DEFAULT now() NOT NULL,
	"number" text NOT NULL,
	"kind" text NOT NULL,
	"name" text NOT NULL,
	"unit" text DEFAULT 'st' NOT NULL,
	"price" numeric(14, 4) DEFAULT '0' NOT NULL,
	"cost" numeric(14, 4) DEFAULT '0' NOT NULL,
	"vat_rate" numeric(5, 2) DEFAULT '21' NOT NULL,
	"ledger_account" text DEFAULT '' NOT NULL,
	"active" boolean DEFAULT true NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"search_text" text DEFAULT '' NOT NULL,
	CONSTRAINT "products_organization_id_id_pk" PRIMARY KEY("organization_id","id")
);
--> statement-breakpoint
CREATE TABLE "agenda_entries" (
	"organization_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"created_at" timestamptz DEFAULT now() NOT NULL,
	"member_id" uuid NOT NULL,
	"visit_id" uuid,
	"leave_id" uuid,
	"leader" boolean DEFAULT false NOT NULL,
	"start_at" timestamptz,
	"end_at" timestamptz,
	"allow_overlap" boolean DEFAULT false NOT NULL,
	"overlap_reason" text DEFAULT '' NOT NULL,
	CONSTRAINT "agenda_entries_organization_id_id_pk" PRIMARY KEY("organization_id","id"),
	CONSTRAINT "agenda_entries_window" CHECK (("agenda_entries"."start_at" is null) = ("agenda_entries"."end_at" is null) and ("agenda_entries"."end_at" is null or "agenda_entries"."end_at" > "agenda_entries"."start_at")),
	CONSTRAINT "agenda_entries_one" CHECK (("agenda_entries"."visit_id" is null) <> ("agenda_entries"."leave_id" is null))
);
--> statement-breakpoint
CREATE TABLE "leaves" (
	"organization_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"created_at" timestamptz DEFAULT now() NOT NULL,
	"member_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"start_at" timestamptz NOT NULL,
	"end_at" timestamptz NOT NULL,
	"notes" text DEFAULT '' NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "leaves_organization_id_id_pk" PRIMARY KEY("organization_id","id")
);
--> statement-breakpoint
CREATE TABLE "visits" (
	"organization_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"created_at" timestamptz DEFAULT now() NOT NULL,
	"order_id" uuid NOT NULL,
	"status" text DEFAULT 'planned' NOT NULL,
	"start_at" timestamptz,
	"end_at" timestamptz,
	"duration_minutes" integer NOT NULL,
	"instructions" text DEFAULT '' NOT NULL,
	"told_start_at" timestamptz,
	"told_end_at" timestamptz,
	"told_at" timestamptz,
	"told_sequence" integer DEFAULT 0 NOT NULL,
	"closed_at" timestamptz,
	"remaining_work" text DEFAULT '' NOT NULL,
	"no_access_reason" text DEFAULT '' NOT NULL,
	"cancel_reason" text DEFAULT '' NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "visits_organization_id_id_pk" PRIMARY KEY("organization_id","id"),
	CONSTRAINT "visits_window" CHECK (("visits"."start_at" is null) = ("visits"."end_at" is null) and ("visits"."end_at" is null or "visits"."end_at" > "visits"."start_at"))
);
--> statement-breakpoint
ALTER TABLE "assets" ADD CONSTRAINT "assets_organization_id_customer_id_customers_organization_id_id_fk" FOREIGN KEY ("organization_id","customer_id") REFERENCES "public"."customers"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "assets" ADD CONSTRAINT "assets_organization_id_site_id_sites_organization_id_id_fk" FOREIGN KEY ("organization_id","site_id") REFERENCES "public"."sites"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "members" ADD CONSTRAINT "members_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_organization_id_member_id_members_organization_id_id_fk" FOREIGN KEY ("organization_id","member_id") REFERENCES "public"."members"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "contacts" ADD CONSTRAINT "contacts_organization_id_customer_id_customers_organization_id_id_fk" FOREIGN KEY ("organization_id","customer_id") REFERENCES "public"."customers"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "customers" ADD CONSTRAINT "customers_organization_id_bill_to_id_customers_organization_id_id_fk" FOREIGN KEY ("organization_id","bill_to_id") REFERENCES "public"."customers"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sites" ADD CONSTRAINT "sites_organization_id_customer_id_customers_organization_id_id_fk" FOREIGN KEY ("organization_id","customer_id") REFERENCES "public"."customers"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sites" ADD CONSTRAINT "sites_organization_id_contact_id_contacts_organization_id_id_fk" FOREIGN KEY ("organization_id","contact_id") REFERENCES "public"."contacts"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "signatures" ADD CONSTRAINT "signatures_organization_id_visit_id_visits_organization_id_id_fk" FOREIGN KEY ("organization_id","visit_id") REFERENCES "public"."visits"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "signatures" ADD CONSTRAINT "signatures_organization_id_file_id_files_organization_id_id_fk" FOREIGN KEY ("organization_id","file_id") REFERENCES "public"."files"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "signatures" ADD CONSTRAINT "signatures_organization_id_member_id_members_organization_id_id_fk" FOREIGN KEY ("organization_id","member_id") REFERENCES "public"."members"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "visit_answers" ADD CONSTRAINT "visit_answers_organization_id_visit_id_visits_organization_id_id_fk" FOREIGN KEY ("organization_id","visit_id") REFERENCES "public"."visits"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "visit_answers" ADD CONSTRAINT "visit_answers_organization_id_member_id_members_organization_id_id_fk" FOREIGN KEY ("organization_id","member_id") REFERENCES "public"."members"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "visit_events" ADD CONSTRAINT "visit_events_organization_id_visit_id_visits_organization_id_id_fk" FOREIGN KEY ("organization_id","visit_id") REFERENCES "public"."visits"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "visit_events" ADD CONSTRAINT "visit_events_organization_id_member_id_members_organization_id_id_fk" FOREIGN KEY ("organization_id","member_id") REFERENCES "public"."members"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "visit_materials" ADD CONSTRAINT "visit_materials_organization_id_visit_id_visits_organization_id_id_fk" FOREIGN KEY ("organization_id","visit_id") REFERENCES "public"."visits"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "visit_materials" ADD CONSTRAINT "visit_materials_organization_id_member_id_members_organization_id_id_fk" FOREIGN KEY ("organization_id","member_id") REFERENCES "public"."members"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "visit_materials" ADD CONSTRAINT "visit_materials_organization_id_product_id_products_organization_id_id_fk" FOREIGN KEY ("organization_id","product_id") REFERENCES "public"."products"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "visit_notes" ADD CONSTRAINT "visit_notes_organization_id_visit_id_visits_organization_id_id_fk" FOREIGN KEY ("organization_id","visit_id") REFERENCES "public"."visits"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "visit_notes" ADD CONSTRAINT "visit_notes_organization_id_member_id_members_organization_id_id_fk" FOREIGN KEY ("organization_id","member_id") REFERENCES "public"."members"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "work_reports" ADD CONSTRAINT "work_reports_organization_id_visit_id_visits_organization_id_id_fk" FOREIGN KEY ("organization_id","visit_id") REFERENCES "public"."visits"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "work_reports" ADD CONSTRAINT "work_reports_organization_id_file_id_files_organization_id_id_fk" FOREIGN KEY ("organization_id","file_id") REFERENCES "public"."files"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "form_templates" ADD CONSTRAINT "form_templates_organization_id_order_type_id_order_types_organization_id_id_fk" FOREIGN KEY ("organization_id","order_type_id") REFERENCES "public"."order_types"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "expenses" ADD CONSTRAINT "expenses_organization_id_member_id_members_organization_id_id_fk" FOREIGN KEY ("organization_id","member_id") REFERENCES "public"."members"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "expenses" ADD CONSTRAINT "expenses_organization_id_order_id_orders_organization_id_id_fk" FOREIGN KEY ("organization_id","order_id") REFERENCES "public"."orders"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "expenses" ADD CONSTRAINT "expenses_organization_id_visit_id_visits_organization_id_id_fk" FOREIGN KEY ("organization_id","visit_id") REFERENCES "public"."visits"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "expenses" ADD CONSTRAINT "expenses_organization_id_receipt_file_id_files_organization_id_id_fk" FOREIGN KEY ("organization_id","receipt_file_id") REFERENCES "public"."files"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "time_entries" ADD CONSTRAINT "time_entries_organization_id_member_id_members_organization_id_id_fk" FOREIGN KEY ("organization_id","member_id") REFERENCES "public"."members"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "time_entries" ADD CONSTRAINT "time_entries_organization_id_order_id_orders_organization_id_id_fk" FOREIGN KEY ("organization_id","order_id") REFERENCES "public"."orders"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "time_entries" ADD CONSTRAINT "time_entries_organization_id_visit_id_visits_organization_id_id_fk" FOREIGN KEY ("organization_id","visit_id") REFERENCES "public"."visits"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "handovers" ADD CONSTRAINT "handovers_organization_id_invoice_id_invoices_organization_id_id_fk" FOREIGN KEY ("organization_id","invoice_id") REFERENCES "public"."invoices"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invoice_attachments" ADD CONSTRAINT "invoice_attachments_organization_id_invoice_id_invoices_organization_id_id_fk" FOREIGN KEY ("organization_id","invoice_id") REFERENCES "public"."invoices"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invoice_attachments" ADD CONSTRAINT "invoice_attachments_organization_id_file_id_files_organization_id_id_fk" FOREIGN KEY ("organization_id","file_id") REFERENCES "public"."files"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invoice_lines" ADD CONSTRAINT "invoice_lines_organization_id_invoice_id_invoices_organization_id_id_fk" FOREIGN KEY ("organization_id","invoice_id") REFERENCES "public"."invoices"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invoice_lines" ADD CONSTRAINT "invoice_lines_organization_id_order_id_orders_organization_id_id_fk" FOREIGN KEY ("organization_id","order_id") REFERENCES "public"."orders"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invoice_lines" ADD CONSTRAINT "invoice_lines_organization_id_order_line_id_order_lines_organization_id_id_fk" FOREIGN KEY ("organization_id","order_line_id") REFERENCES "public"."order_lines"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invoice_states" ADD CONSTRAINT "invoice_states_organization_id_invoice_id_invoices_organization_id_id_fk" FOREIGN KEY ("organization_id","invoice_id") REFERENCES "public"."invoices"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invoice_states" ADD CONSTRAINT "invoice_states_organization_id_pdf_file_id_files_organization_id_id_fk" FOREIGN KEY ("organization_id","pdf_file_id") REFERENCES "public"."files"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invoices" ADD CONSTRAINT "invoices_organization_id_customer_id_customers_organization_id_id_fk" FOREIGN KEY ("organization_id","customer_id") REFERENCES "public"."customers"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invoices" ADD CONSTRAINT "invoices_organization_id_site_id_sites_organization_id_id_fk" FOREIGN KEY ("organization_id","site_id") REFERENCES "public"."sites"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invoices" ADD CONSTRAINT "invoices_organization_id_series_id_invoice_series_organization_id_id_fk" FOREIGN KEY ("organization_id","series_id") REFERENCES "public"."invoice_series"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invoices" ADD CONSTRAINT "invoices_organization_id_credits_id_invoices_organization_id_id_fk" FOREIGN KEY ("organization_id","credits_id") REFERENCES "public"."invoices"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invoices" ADD CONSTRAINT "invoices_organization_id_finalized_by_id_members_organization_id_id_fk" FOREIGN KEY ("organization_id","finalized_by_id") REFERENCES "public"."members"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "maintenance_occurrences" ADD CONSTRAINT "maintenance_occurrences_organization_id_plan_id_maintenance_plans_organization_id_id_fk" FOREIGN KEY ("organization_id","plan_id") REFERENCES "public"."maintenance_plans"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "maintenance_occurrences" ADD CONSTRAINT "maintenance_occurrences_organization_id_order_id_orders_organization_id_id_fk" FOREIGN KEY ("organization_id","order_id") REFERENCES "public"."orders"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "maintenance_plans" ADD CONSTRAINT "maintenance_plans_organization_id_customer_id_customers_organization_id_id_fk" FOREIGN KEY ("organization_id","customer_id") REFERENCES "public"."customers"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "maintenance_plans" ADD CONSTRAINT "maintenance_plans_organization_id_site_id_sites_organization_id_id_fk" FOREIGN KEY ("organization_id","site_id") REFERENCES "public"."sites"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "maintenance_plans" ADD CONSTRAINT "maintenance_plans_organization_id_asset_id_assets_organization_id_id_fk" FOREIGN KEY ("organization_id","asset_id") REFERENCES "public"."assets"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "maintenance_plans" ADD CONSTRAINT "maintenance_plans_organization_id_order_type_id_order_types_organization_id_id_fk" FOREIGN KEY ("organization_id","order_type_id") REFERENCES "public"."order_types"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "maintenance_plans" ADD CONSTRAINT "maintenance_plans_organization_id_last_order_id_orders_organization_id_id_fk" FOREIGN KEY ("organization_id","last_order_id") REFERENCES "public"."orders"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "documents" ADD CONSTRAINT "documents_organization_id_request_id_requests_organization_id_id_fk" FOREIGN KEY ("organization_id","request_id") REFERENCES "public"."requests"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "documents" ADD CONSTRAINT "documents_organization_id_order_id_orders_organization_id_id_fk" FOREIGN KEY ("organization_id","order_id") REFERENCES "public"."orders"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "documents" ADD CONSTRAINT "documents_organization_id_file_id_files_organization_id_id_fk" FOREIGN KEY ("organization_id","file_id") REFERENCES "public"."files"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "order_lines" ADD CONSTRAINT "order_lines_organization_id_order_id_orders_organization_id_id_fk" FOREIGN KEY ("organization_id","order_id") REFERENCES "public"."orders"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "order_lines" ADD CONSTRAINT "order_lines_organization_id_product_id_products_organization_id_id_fk" FOREIGN KEY ("organization_id","product_id") REFERENCES "public"."products"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "order_questions" ADD CONSTRAINT "order_questions_organization_id_order_id_orders_organization_id_id_fk" FOREIGN KEY ("organization_id","order_id") REFERENCES "public"."orders"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "order_questions" ADD CONSTRAINT "order_questions_organization_id_line_id_order_lines_organization_id_id_fk" FOREIGN KEY ("organization_id","line_id") REFERENCES "public"."order_lines"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "order_questions" ADD CONSTRAINT "order_questions_organization_id_asked_by_id_members_organization_id_id_fk" FOREIGN KEY ("organization_id","asked_by_id") REFERENCES "public"."members"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "order_questions" ADD CONSTRAINT "order_questions_organization_id_asked_to_id_members_organization_id_id_fk" FOREIGN KEY ("organization_id","asked_to_id") REFERENCES "public"."members"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "orders" ADD CONSTRAINT "orders_organization_id_order_type_id_order_types_organization_id_id_fk" FOREIGN KEY ("organization_id","order_type_id") REFERENCES "public"."order_types"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "orders" ADD CONSTRAINT "orders_organization_id_customer_id_customers_organization_id_id_fk" FOREIGN KEY ("organization_id","customer_id") REFERENCES "public"."customers"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "orders" ADD CONSTRAINT "orders_organization_id_site_id_sites_organization_id_id_fk" FOREIGN KEY ("organization_id","site_id") REFERENCES "public"."sites"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "orders" ADD CONSTRAINT "orders_organization_id_contact_id_contacts_organization_id_id_fk" FOREIGN KEY ("organization_id","contact_id") REFERENCES "public"."contacts"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "orders" ADD CONSTRAINT "orders_organization_id_asset_id_assets_organization_id_id_fk" FOREIGN KEY ("organization_id","asset_id") REFERENCES "public"."assets"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "orders" ADD CONSTRAINT "orders_organization_id_request_id_requests_organization_id_id_fk" FOREIGN KEY ("organization_id","request_id") REFERENCES "public"."requests"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "orders" ADD CONSTRAINT "orders_organization_id_follow_up_of_id_orders_organization_id_id_fk" FOREIGN KEY ("organization_id","follow_up_of_id") REFERENCES "public"."orders"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "orders" ADD CONSTRAINT "orders_organization_id_intake_template_id_form_templates_organization_id_id_fk" FOREIGN KEY ("organization_id","intake_template_id") REFERENCES "public"."form_templates"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "orders" ADD CONSTRAINT "orders_organization_id_checklist_template_id_form_templates_organization_id_id_fk" FOREIGN KEY ("organization_id","checklist_template_id") REFERENCES "public"."form_templates"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "orders" ADD CONSTRAINT "orders_organization_id_released_by_id_members_organization_id_id_fk" FOREIGN KEY ("organization_id","released_by_id") REFERENCES "public"."members"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "orders" ADD CONSTRAINT "orders_organization_id_hold_owner_id_members_organization_id_id_fk" FOREIGN KEY ("organization_id","hold_owner_id") REFERENCES "public"."members"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "requests" ADD CONSTRAINT "requests_organization_id_order_type_id_order_types_organization_id_id_fk" FOREIGN KEY ("organization_id","order_type_id") REFERENCES "public"."order_types"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "requests" ADD CONSTRAINT "requests_organization_id_form_template_id_form_templates_organization_id_id_fk" FOREIGN KEY ("organization_id","form_template_id") REFERENCES "public"."form_templates"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "requests" ADD CONSTRAINT "requests_organization_id_customer_id_customers_organization_id_id_fk" FOREIGN KEY ("organization_id","customer_id") REFERENCES "public"."customers"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payments" ADD CONSTRAINT "payments_organization_id_invoice_id_invoices_organization_id_id_fk" FOREIGN KEY ("organization_id","invoice_id") REFERENCES "public"."invoices"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payments" ADD CONSTRAINT "payments_organization_id_member_id_members_organization_id_id_fk" FOREIGN KEY ("organization_id","member_id") REFERENCES "public"."members"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "agenda_entries" ADD CONSTRAINT "agenda_entries_organization_id_member_id_members_organization_id_id_fk" FOREIGN KEY ("organization_id","member_id") REFERENCES "public"."members"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "agenda_entries" ADD CONSTRAINT "agenda_entries_organization_id_visit_id_visits_organization_id_id_fk" FOREIGN KEY ("organization_id","visit_id") REFERENCES "public"."visits"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "agenda_entries" ADD CONSTRAINT "agenda_entries_organization_id_leave_id_leaves_organization_id_id_fk" FOREIGN KEY ("organization_id","leave_id") REFERENCES "public"."leaves"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "leaves" ADD CONSTRAINT "leaves_organization_id_member_id_members_organization_id_id_fk" FOREIGN KEY ("organization_id","member_id") REFERENCES "public"."members"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "visits" ADD CONSTRAINT "visits_organization_id_order_id_orders_organization_id_id_fk" FOREIGN KEY ("organization_id","order_id") REFERENCES "public"."orders"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "assets_organization_id_site_id_index" ON "assets" USING btree ("organization_id","site_id");--> statement-breakpoint
CREATE INDEX "assets_organization_id_customer_id_index" ON "assets" USING btree ("organization_id","customer_id");--> statement-breakpoint
CREATE INDEX "assets_search" ON "assets" USING gin ("search_text" gin_trgm_ops);--> statement-breakpoint
CREATE INDEX "idempotency_keys_created_at_index" ON "idempotency_keys" USING btree ("created_at");--> statement-breakpoint
CREATE INDEX "links_organization_id_purpose_subject_id_index" ON "links" USING btree ("organization_id","purpose","subject_id");--> statement-breakpoint
CREATE UNIQUE INDEX "members_organization_id_account_id_index" ON "members" USING btree ("organization_id","account_id");--> statement-breakpoint
CREATE INDEX "members_account_id_index" ON "members" USING btree ("account_id");--> statement-breakpoint
CREATE INDEX "rate_limits_bucket_index" ON "rate_limits" USING btree ("bucket");--> statement-breakpoint
CREATE INDEX "sessions_organization_id_member_id_index" ON "sessions" USING btree ("organization_id","member_id");--> statement-breakpoint
CREATE INDEX "sessions_id_index" ON "sessions" USING btree ("id");--> statement-breakpoint
CREATE INDEX "contacts_organization_id_customer_id_index" ON "contacts" USING btree ("organization_id","customer_id");--> statement-breakpoint
CREATE INDEX "contacts_organization_id_email_index" ON "contacts" USING btree ("organization_id","email");--> statement-breakpoint
CREATE UNIQUE INDEX "customers_organization_id_number_index" ON "customers" USING btree ("organization_id","number");--> statement-breakpoint
CREATE INDEX "customers_organization_id_name_id_index" ON "customers" USING btree ("organization_id","name","id");--> statement-breakpoint
CREATE INDEX "customers_search" ON "customers" USING gin ("search_text" gin_trgm_ops);--> statement-breakpoint
CREATE INDEX "sites_organization_id_customer_id_index" ON "sites" USING btree ("organization_id","customer_id");--> statement-breakpoint
CREATE INDEX "sites_organization_id_postal_code_house_number_index" ON "sites" USING btree ("organization_id","postal_code","house_number");--> statement-breakpoint
CREATE UNIQUE INDEX "signatures_organization_id_visit_id_signer_index" ON "signatures" USING btree ("organization_id","visit_id","signer");--> statement-breakpoint
CREATE UNIQUE INDEX "visit_answers_organization_id_visit_id_field_id_index" ON "visit_answers" USING btree ("organization_id","visit_id","field_id");--> statement-breakpoint
CREATE INDEX "visit_events_organization_id_visit_id_at_index" ON "visit_events" USING btree ("organization_id","visit_id","at");--> statement-breakpoint
CREATE INDEX "visit_materials_organization_id_visit_id_index" ON "visit_materials" USING btree ("organization_id","visit_id");--> statement-breakpoint
CREATE INDEX "visit_notes_organization_id_visit_id_index" ON "visit_notes" USING btree ("organization_id","visit_id");--> statement-breakpoint
CREATE UNIQUE INDEX "work_reports_organization_id_visit_id_index" ON "work_reports" USING btree ("organization_id","visit_id");--> statement-breakpoint
CREATE INDEX "work_reports_organization_id_order_id_index" ON "work_reports" USING btree ("organization_id","order_id");--> statement-breakpoint
CREATE INDEX "files_organization_id_sha256_index" ON "files" USING btree ("organization_id","sha256");--> statement-breakpoint
CREATE UNIQUE INDEX "form_templates_organization_id_order_type_id_kind_number_index" ON "form_templates" USING btree ("organization_id","order_type_id","kind","number");--> statement-breakpoint
CREATE INDEX "form_templates_organization_id_order_type_id_kind_current_index" ON "form_templates" USING btree ("organization_id","order_type_id","kind","current");--> statement-breakpoint
CREATE UNIQUE INDEX "order_types_organization_id_name_index" ON "order_types" USING btree ("organization_id","name");--> statement-breakpoint
CREATE INDEX "history_organization_id_subject_type_subject_id_id_index" ON "history" USING btree ("organization_id","subject_type","subject_id","id");--> statement-breakpoint
CREATE INDEX "history_organization_id_order_id_id_index" ON "history" USING btree ("organization_id","order_id","id");--> statement-breakpoint
CREATE INDEX "history_organization_id_customer_id_id_index" ON "history" USING btree ("organization_id","customer_id","id");--> statement-breakpoint
CREATE INDEX "expenses_organization_id_visit_id_index" ON "expenses" USING btree ("organization_id","visit_id");--> statement-breakpoint
CREATE INDEX "expenses_organization_id_order_id_index" ON "expenses" USING btree ("organization_id","order_id");--> statement-breakpoint
CREATE INDEX "time_entries_organization_id_visit_id_index" ON "time_entries" USING btree ("organization_id","visit_id");--> statement-breakpoint
CREATE INDEX "time_entries_organization_id_order_id_index" ON "time_entries" USING btree ("organization_id","order_id");--> statement-breakpoint
CREATE INDEX "time_entries_organization_id_member_id_start_at_index" ON "time_entries" USING btree ("organization_id","member_id","start_at");--> statement-breakpoint
CREATE UNIQUE INDEX "handovers_organization_id_invoice_id_target_index" ON "handovers" USING btree ("organization_id","invoice_id","target");--> statement-breakpoint
CREATE UNIQUE INDEX "invoice_attachments_organization_id_invoice_id_file_id_index" ON "invoice_attachments" USING btree ("organization_id","invoice_id","file_id");--> statement-breakpoint
CREATE INDEX "invoice_lines_organization_id_invoice_id_position_index" ON "invoice_lines" USING btree ("organization_id","invoice_id","position");--> statement-breakpoint
CREATE INDEX "invoice_lines_organization_id_order_line_id_index" ON "invoice_lines" USING btree ("organization_id","order_line_id");--> statement-breakpoint
CREATE INDEX "invoice_lines_organization_id_order_id_index" ON "invoice_lines" USING btree ("organization_id","order_id");--> statement-breakpoint
CREATE UNIQUE INDEX "invoice_series_organization_id_kind_year_index" ON "invoice_series" USING btree ("organization_id","kind","year");--> statement-breakpoint
CREATE UNIQUE INDEX "invoice_series_organization_id_prefix_year_index" ON "invoice_series" USING btree ("organization_id","prefix","year");--> statement-breakpoint
CREATE UNIQUE INDEX "invoice_states_organization_id_invoice_id_index" ON "invoice_states" USING btree ("organization_id","invoice_id");--> statement-breakpoint
CREATE INDEX "invoice_states_organization_id_status_id_index" ON "invoice_states" USING btree ("organization_id","status","id");--> statement-breakpoint
CREATE INDEX "invoice_states_unfinished" ON "invoice_states" USING btree ("organization_id","id") WHERE "invoice_states"."pdf_file_id" is null or "invoice_states"."sent_at" is null;--> statement-breakpoint
CREATE UNIQUE INDEX "invoices_concept_group" ON "invoices" USING btree ("organization_id","group_key") WHERE "invoices"."number" is null and "invoices"."discarded_at" is null;--> statement-breakpoint
CREATE INDEX "invoices_organization_id_id_index" ON "invoices" USING btree ("organization_id","id");--> statement-breakpoint
CREATE INDEX "invoices_organization_id_customer_id_id_index" ON "invoices" USING btree ("organization_id","customer_id","id");--> statement-breakpoint
CREATE INDEX "invoices_concepts" ON "invoices" USING btree ("organization_id","id") WHERE "invoices"."number" is null and "invoices"."discarded_at" is null;--> statement-breakpoint
CREATE UNIQUE INDEX "mails_organization_id_unique_key_index" ON "mails" USING btree ("organization_id","unique_key");--> statement-breakpoint
CREATE INDEX "mails_organization_id_status_id_index" ON "mails" USING btree ("organization_id","status","id");--> statement-breakpoint
CREATE INDEX "mails_organization_id_order_id_index" ON "mails" USING btree ("organization_id","order_id");--> statement-breakpoint
CREATE INDEX "mails_organization_id_subject_type_subject_id_index" ON "mails" USING btree ("organization_id","subject_type","subject_id");--> statement-breakpoint
CREATE UNIQUE INDEX "maintenance_occurrences_organization_id_plan_id_due_on_index" ON "maintenance_occurrences" USING btree ("organization_id","plan_id","due_on");--> statement-breakpoint
CREATE INDEX "maintenance_occurrences_due" ON "maintenance_occurrences" USING btree ("organization_id","due_on") WHERE "maintenance_occurrences"."status" = 'due';--> statement-breakpoint
CREATE INDEX "maintenance_plans_organization_id_customer_id_index" ON "maintenance_plans" USING btree ("organization_id","customer_id");--> statement-breakpoint
CREATE INDEX "maintenance_plans_organization_id_site_id_index" ON "maintenance_plans" USING btree ("organization_id","site_id");--> statement-breakpoint
CREATE INDEX "documents_organization_id_order_id_index" ON "documents" USING btree ("organization_id","order_id");--> statement-breakpoint
CREATE INDEX "documents_organization_id_request_id_index" ON "documents" USING btree ("organization_id","request_id");--> statement-breakpoint
CREATE INDEX "documents_organization_id_visit_id_index" ON "documents" USING btree ("organization_id","visit_id");--> statement-breakpoint
CREATE UNIQUE INDEX "order_lines_organization_id_source_source_id_index" ON "order_lines" USING btree ("organization_id","source","source_id");--> statement-breakpoint
CREATE INDEX "order_lines_organization_id_order_id_position_index" ON "order_lines" USING btree ("organization_id","order_id","position");--> statement-breakpoint
CREATE INDEX "order_questions_organization_id_order_id_index" ON "order_questions" USING btree ("organization_id","order_id");--> statement-breakpoint
CREATE INDEX "order_questions_organization_id_asked_to_id_index" ON "order_questions" USING btree ("organization_id","asked_to_id") WHERE "order_questions"."answered_at" is null;--> statement-breakpoint
CREATE UNIQUE INDEX "orders_organization_id_number_index" ON "orders" USING btree ("organization_id","number");--> statement-breakpoint
CREATE UNIQUE INDEX "orders_organization_id_request_id_index" ON "orders" USING btree ("organization_id","request_id");--> statement-breakpoint
CREATE INDEX "orders_organization_id_id_index" ON "orders" USING btree ("organization_id","id");--> statement-breakpoint
CREATE INDEX "orders_organization_id_status_id_index" ON "orders" USING btree ("organization_id","status","id");--> statement-breakpoint
CREATE INDEX "orders_organization_id_customer_id_id_index" ON "orders" USING btree ("organization_id","customer_id","id");--> statement-breakpoint
CREATE INDEX "orders_organization_id_site_id_id_index" ON "orders" USING btree ("organization_id","site_id","id");--> statement-breakpoint
CREATE INDEX "orders_organization_id_asset_id_id_index" ON "orders" USING btree ("organization_id","asset_id","id");--> statement-breakpoint
CREATE INDEX "orders_backlog" ON "orders" USING btree ("organization_id","due_on","id") WHERE "orders"."visit_state" = 'needs_visit' and "orders"."cancelled_at" is null and "orders"."accepted_at" is not null;--> statement-breakpoint
CREATE INDEX "orders_unbilled" ON "orders" USING btree ("organization_id","id") WHERE "orders"."status" not in ('invoiced', 'cancelled', 'declined');--> statement-breakpoint
CREATE INDEX "orders_search" ON "orders" USING gin ("search_text" gin_trgm_ops);--> statement-breakpoint
CREATE UNIQUE INDEX "requests_organization_id_number_index" ON "requests" USING btree ("organization_id","number");--> statement-breakpoint
CREATE INDEX "requests_organization_id_status_id_index" ON "requests" USING btree ("organization_id","status","id");--> statement-breakpoint
CREATE INDEX "payments_organization_id_invoice_id_index" ON "payments" USING btree ("organization_id","invoice_id");--> statement-breakpoint
CREATE UNIQUE INDEX "products_organization_id_number_index" ON "products" USING btree ("organization_id","number");--> statement-breakpoint
CREATE INDEX "products_organization_id_kind_name_index" ON "products" USING btree ("organization_id","kind","name");--> statement-breakpoint
CREATE INDEX "products_search" ON "products" USING gin ("search_text" gin_trgm_ops);--> statement-breakpoint
CREATE UNIQUE INDEX "agenda_entries_organization_id_visit_id_member_id_index" ON "agenda_entries" USING btree ("organization_id","visit_id","member_id");--> statement-breakpoint
CREATE UNIQUE INDEX "agenda_entries_organization_id_leave_id_index" ON "agenda_entries" USING btree ("organization_id","leave_id");--> statement-breakpoint
CREATE INDEX "agenda_entries_organization_id_member_id_start_at_index" ON "agenda_entries" USING btree ("organization_id","member_id","start_at");--> statement-breakpoint
CREATE INDEX "agenda_entries_organization_id_start_at_index" ON "agenda_entries" USING btree ("organization_id","start_at");--> statement-breakpoint
CREATE INDEX "leaves_organization_id_member_id_start_at_index" ON "leaves" USING btree ("organization_id","member_id","start_at");--> statement-breakpoint
CREATE INDEX "visits_organization_id_order_id_index" ON "visits" USING btree ("organization_id","order_id");--> statement-breakpoint
CREATE INDEX "visits_organization_id_start_at_index" ON "visits" USING btree ("organization_id","start_at");