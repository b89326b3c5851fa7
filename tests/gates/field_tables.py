"""What an auditor expects of each edit, as the field mapping says; it knows no rule.

Each line: a record (and its kind), the side that is edited, the field, the edits, what
is expected, and where that stands: a section and a row of the Data Mapping reference
("2 Address"), or a line of the maestro* reference ("maestro 6/41"). Data only.
"""

from __future__ import annotations

# record  side  field  edits  expected  source
PARTIES = """
supplier  both     name         text, letter, longer  reported  7 Name; linked pairs may differ, 1 Link
supplier  maestro  name         emptied               reported  7 Name, mandatory on both sides
supplier  both     address      text, letter, emptied, transposed  reported  7 Address
supplier  both     city         text, letter, emptied  reported  7 City
supplier  maestro  province     =ON, =Ontario, emptied  reported  7 Province
supplier  procore  province     =ON, emptied          reported  7 State/Province
supplier  maestro  country      =États-Unis, emptied  reported  7 Country
supplier  procore  country      =US, emptied          reported  7 Country
supplier  both     postal_code  transposed, =H0H 0H0, emptied  reported  7 absent: compared, informational
supplier  both     phone        transposed, =(418) 555-0199, emptied  reported  7 Phone
supplier  both     fax          transposed, emptied   reported  7 Fax
supplier  both     email        letter, emptied       reported  7 absent: compared, informational
supplier  both     rbq_number   transposed, emptied   reported  7 RBQ Number
supplier  procore  rbq_number   hyphens               reported  7 RBQ: 12 characters against 10; 15b
supplier  procore  name         beyond                reported  15b supplier.name, 60, shortened
supplier  procore  address      beyond                reported  15b supplier.address, 100, shortened
supplier  procore  city         beyond                reported  15b supplier.city, 60, shortened
supplier  maestro  status       =B, =1                reported  7 statuses; maestro 6/39
supplier  procore  status       no                    reported  7 company active; maestro 6/39
supplier  maestro  is_ticked    =N                    reported  7 prerequisites: Synchronize ticked
supplier  procore  tags         =NOTMAESTRO, =PASMAESTRO  reported  1 Exclusion tags
supplier  maestro  code         recoded            reported  7 Code: key, do not change
supplier  procore  code         recoded, emptied, longer  reported  7 Code; mandatory in Procore
supplier  procore  procore_id   moved, none           reported  1 Link by same code
supplier  both     record       drop, double          reported  7; 1 Duplicates
customer  both     name         text, letter, longer  reported  8 Name
customer  maestro  name         emptied               reported  8 Name
customer  both     address      text, letter, emptied  reported  8 Address
customer  both     city         text, letter, emptied  reported  8 City
customer  maestro  province     =ON, emptied          reported  8 Province
customer  procore  province     =ON, emptied          reported  8 State
customer  maestro  country      =États-Unis, emptied  reported  8 Country
customer  procore  country      =US, emptied          reported  8 Country
customer  both     postal_code  transposed, emptied   reported  8 Postal Code
customer  both     phone        transposed, emptied   reported  8 Phone
customer  both     fax          transposed, emptied   reported  8 Fax
customer  both     email        letter, emptied       reported  8 Email
customer  both     rbq_number   transposed, emptied   reported  8 RBQ Number
customer  procore  name         beyond                reported  15b customer.name, 60
customer  maestro  status       =B, =1                reported  8 statuses; maestro 6/39
customer  procore  status       no                    reported  8 company active; maestro 6/39
customer  maestro  is_ticked    =N                    reported  8 prerequisites
customer  procore  tags         =NOTMAESTRO, =PASCLIENT  reported  1 Exclusion tags
customer  maestro  code         recoded            reported  8 Code
customer  procore  code         recoded, emptied   reported  8 Code
customer  procore  procore_id   moved, none           reported  1 Link by same code
customer  both     record       drop, double          reported  8; 1 Duplicates
supplier  both     phone        another form          silent    7 Phone: digits
supplier  both     postal_code  another form          silent    2 Postal Code: without blank, upper case
supplier  maestro  province     =QUÉBEC               silent    2 Province: free text against a code
supplier  maestro  country      =CA                   silent    2 Country: Procore stores ISO-2
supplier  maestro  phone        placeholder           silent    7 Phone: a placeholder is no number
supplier  maestro  rbq_number   placeholder           silent    7 RBQ Number: a placeholder is no licence
supplier  procore  tags         =BETON                silent    1 Exclusion tags: no other tag excludes
supplier  procore  mobile_phone  =(418) 555-0188      silent    7: no such row
employee:working  procore  record         drop        reported  9 Employee: only if a Procore user; maestro 6/24
employee:working  procore  employee_code  recoded, emptied  reported  9 Employee; maestro 6/24
employee:working  procore  status         no          reported  9 Employee: an inactive user is no user
employee:idle     both     name           letter      silent    9 Employee: found by number, the name is private
employee:idle     both     email          letter      silent    9 no e-mail in the table
employee:idle     procore  record         drop        silent    9 Employee: of hours only, and it has none
"""

PROJECTS = """
project  both     name         text, letter, longer   reported  2 Description
project  maestro  name         emptied                reported  2 Description, mandatory
project  both     description  text, letter, emptied  reported  2 Detailed Description
project  both     address      text, letter, transposed, emptied  reported  2 Address
project  procore  address      beyond                 reported  2 Address: 40, shortened; 15b
project  both     city         text, letter, emptied  reported  2 City
project  maestro  province     =ON, emptied           reported  2 Province
project  procore  province     =ON, emptied           reported  2 State
project  maestro  country      =États-Unis, emptied   reported  2 Country
project  procore  country      =US, emptied           reported  2 Country
project  both     postal_code  transposed, emptied    reported  2 Postal Code
project  both     phone        transposed, emptied    reported  2 Phone
project  both     start_on     day, month, year, emptied  reported  2 Start Date
project  both     closing_on   day, month, year, emptied  reported  2 Closing Date
project  maestro  status       =Inactif, =Fermé       reported  2 prerequisites; maestro 6/40
project  procore  status       no                     reported  2 active in Procore
project  maestro  is_ticked    =N                     reported  2 prerequisites: ticked
project  maestro  prefix       =ON                    reported  1 Multidimensional: the current prefix
project  maestro  customer_code  valid, emptied       reported  15 the customer must be the project's
project  maestro  procore_id   moved, none, invalid   reported  1 Link; maestro 6/18
project  procore  project_code  recoded, emptied, longer  reported  2 Number: key; 15b
project  maestro  project_code  recoded            reported  2 Number: key, do not change
project  procore  is_demo      yes                    reported  2: a demo is no project (API reference 5.2)
project  procore  template     yes                    reported  2: a template is no project (API reference 5.2)
project  both     record       drop, double           reported  2; maestro 6/16
project  maestro  synchronize_from_on  day            silent    1 Date window: what was sent is sent
project  maestro  last_transaction_on  day            silent    1 Date window
project  procore  total_value  =4500000.00            silent    2: no such row
project  both     phone        another form           silent    2 Phone: digits
project  both     postal_code  another form           silent    2 Postal Code
project  procore  description  markup                 silent    API reference 3 Text: HTML is stripped
project  maestro  name         blanks                 silent    API reference 3; trailing blanks, maestro 2
activity:used    both     description  text, letter   reported  3 Activity description: informational
activity:used    maestro  is_active    =N             reported  3 Checks: inactive
activity:used    procore  is_active    inactive       reported  3 Checks: inactive/closed
activity:used    maestro  activity_code  invalid      reported  3 Activity code
activity:used    procore  activity_code  invalid      reported  3 Cost code
activity:used    maestro  record       drop               reported  3 Checks: with budget or cost, missing
activity:used    both     record       double             reported  3 Checks: two codes of one activity
activity:unused  both     record       drop           silent    3 Checks: only with budget or cost
cost_group  both     group_code     recoded           reported  4 Code: must match
cost_group  maestro  group_type     =Main-d'oeuvre, =Facturation  reported  4 Type; Billing is revenue, maestro 6/44
cost_group  procore  group_type     =labor, =equipment  reported  4 base_type crosswalk
cost_group  maestro  record         drop              reported  4 Code: must match
cost_group  both     record         double            reported  4 Code
project_supplier  procore  record      drop           reported  7 After M->P: project directory
budget_line  both     amount    cent, sign, tax, transposed, twice, zero  reported  5 Budget (amount)
budget_line  maestro  amount    emptied               reported  5 Budget (amount)
budget_line  procore  amount    emptied               reported  5 Original Budget Amount
budget_line  both     quantity  more, twice, zero, transposed  reported  5 Budget (quantity)
budget_line  maestro  quantity  emptied               reported  5 Budget (quantity)
budget_line  procore  quantity  emptied               reported  5 quantity
budget_line  both     activity_code  valid, invalid   reported  5 Activity + group
budget_line  maestro  activity_code  emptied          reported  5 Activity + group
budget_line  both     group_code     valid, invalid   reported  5 Activity + group
budget_line  maestro  group_code     emptied          reported  5 Activity + group
budget_line  maestro  project_code   moved            reported  5 per project
budget_line  both     record    drop, double          reported  5 one Procore line per pair
budget_line  procore  amount    sub jobs              silent    5 one line per pair: the sum of its rows
budget_line  maestro  record    zero pair             silent    5 zero amount: not displayed; maestro 6/36
modified_budget  both     amount    cent, sign, tax, transposed, twice  reported  6 Modification (amount); 2x
modified_budget  maestro  amount    emptied           reported  6 Modification (amount)
modified_budget  procore  amount    zero              reported  6 Approved COs
modified_budget  maestro  quantity  more              reported  6 Modification (quantity): expect 0
modified_budget  maestro  activity_code  valid, invalid  reported  6 per activity + group
modified_budget  maestro  group_code     valid, invalid  reported  6 per activity + group
modified_budget  maestro  project_code   moved        reported  6 per project
modified_budget  maestro  record    drop, double      reported  6 sum of Modification
"""

COSTS = """
project_cost:invoice  both  amount  cent, sign, tax, transposed, twice  reported  9 Amount; maestro 6/23, 6/26
project_cost:payroll  both  amount  cent, sign, transposed  reported  9 Amount
project_cost:burden   both  amount  cent, sign        reported  9 Amount
project_cost:equipment  both  amount  cent, twice     reported  9 Amount
project_cost:stock    both  amount  cent, transposed  reported  9 Amount
project_cost:transfer  both  amount  cent, sign       reported  9 Amount
project_cost:invoice  maestro  amount  emptied        reported  9 Amount
project_cost:invoice  both  quantity  more, transposed  reported  9 Qty
project_cost:payroll  both  quantity  more            reported  9 Qty
project_cost:invoice  both  unit_price  more, cent    reported  9 Unit Price
project_cost:payroll  both  unit_price  more          reported  9 Unit Price
project_cost:stock    both  quantity  as one          reported  9 Qty, Unit Price at equal amount
project_cost:invoice  both  unit      =boîte, emptied  reported  9 Unit
project_cost:invoice  both  description  text, emptied  reported  9 Description
project_cost:payroll  both  description  text         reported  9 Description
project_cost:invoice  both  invoice_number  text, transposed, emptied  reported  9 Invoice No.
project_cost:payroll  procore  invoice_number  =F-77120  reported  9 Invoice type only
project_cost:invoice  both  transaction_on  day, month, year  reported  9 Date
project_cost:payroll  both  transaction_on  day, month, year  reported  9 Date
project_cost:stock    procore  transaction_on  emptied  reported  9 Date
project_cost:invoice  both  party_code  valid, emptied  reported  9 Vendor
project_cost:invoice  maestro  party_code  invalid    reported  9 the supplier must be synchronised
project_cost:payroll  both  party_code  valid, emptied  reported  9 Employee
project_cost:payroll  maestro  party_code  invalid    reported  9 Employee; maestro 6/24
project_cost:invoice  procore  transaction_type  =expense, =payroll  reported  9 Type
project_cost:payroll  procore  transaction_type  =expense  reported  9 Type
project_cost:equipment  procore  transaction_type  =payroll  reported  9 Type
project_cost:invoice  maestro  transaction_type  =C, =4, =Z, emptied  reported  9 Type
project_cost:payroll  maestro  transaction_type  =1, =C  reported  9 Type
project_cost:invoice  maestro  status  =Non transféré, emptied  reported  9 only Transferred
project_cost:payroll  maestro  status  =Non transféré  reported  9 only Transferred
project_cost:invoice  procore  status  =draft, =pending, =revise_and_resubmit  reported  9 always Approved
project_cost:invoice  both  activity_code  valid, invalid  reported  9 Activity + Group
project_cost:payroll  both  activity_code  valid      reported  9 Activity + Group
project_cost:invoice  both  group_code  valid, invalid  reported  9 Activity + Group
project_cost:invoice  maestro  activity_code  emptied  reported  9 Activity + Group
project_cost:invoice  procore  activity_code  emptied  reported  9 budget code
project_cost:invoice  maestro  project_code  moved    reported  9 per project
project_cost:payroll  maestro  project_code  moved    reported  9 per project
project_cost:invoice  both  record  drop, double      reported  9; maestro 6/21, 6/22
project_cost:payroll  both  record  drop, double      reported  9; maestro 6/21, 6/22
project_cost:burden   both  record  drop              reported  9
project_cost:equipment  both  record  drop, double    reported  9
project_cost:stock    both  record  drop              reported  9
project_cost:transfer  both  record  drop             reported  9
project_cost:invoice  procore  deleted_at  =2026-10-01T10:00:00Z  reported  9; API reference 5.10
project_cost:invoice  maestro  record  entered twice, a cent apart, digits apart  reported  maestro 6/22: by invoice no., supplier and amount
project_cost:invoice  maestro  record  entered again  silent    9 accruals and reversals net; one invoice, one period
project_cost:invoice  maestro  accounting_on  day     silent    9 Date is not the Accounting Date
project_cost:invoice  maestro  entered_on   day       silent    1: no row
project_cost:payroll  maestro  hourly_rate  more      silent    9: no row
project_cost:invoice  maestro  transaction_number  =T9990001  silent  9: its own counter, no row
project_cost:invoice  procore  received_date  =2026-10-02  silent  9: no row
project_cost:invoice  procore  terms  =Net 30         silent    9: no row
project_cost:payroll  maestro  party_name  letter     silent    9 Name: found by its code, a name is private
order_invoice  both     amount  cent, sign, tax, transposed, twice  reported  10 amount
order_invoice  both     invoice_number  text, transposed, emptied  reported  10 Invoice No.
order_invoice  both     transaction_on  day, month, year  reported  10 Invoice date
order_invoice  both     party_code  valid             reported  10 Supplier
order_invoice  maestro  party_code  emptied           reported  10 Supplier
order_invoice  maestro  order_number  moved, invalid, none  reported  10 Order/subcontract No.
order_invoice  procore  order_number  moved, none     reported  10 Commitment #
order_invoice  both     activity_code  valid, invalid  reported  10 Activity + group
order_invoice  both     group_code  valid             reported  10 Activity + group
order_invoice  procore  status  =draft, =revise_and_resubmit  reported  1 Status gate: Approved
order_invoice  maestro  status  =Non transféré        reported  1 Status gate: Transferred
order_invoice  maestro  transaction_type  =1          reported  10 decision table
order_invoice  maestro  project_code  moved           reported  10 per project
order_invoice  both     record  drop, double          reported  10 none: missing; both: double cost
order_invoice  procore  amount  stored materials      silent    10 amount; API reference 5.16 items
order_invoice  procore  number  =77                   silent    10: no row
"""

COMMITMENTS = """
purchase_order  both     party_code  valid, emptied   reported  11 Supplier Code
purchase_order  maestro  party_code  invalid          reported  11 must exist in maestro*
purchase_order  both     contract_on  day, month, year  reported  11 Order Date
purchase_order  maestro  contract_on  emptied         reported  11 Order Date
purchase_order  both     delivery_on  day, month, year, emptied  reported  11 Delivery
purchase_order  maestro  text  text, letter, emptied  reported  11 Memo
purchase_order  procore  text  text, letter, emptied  reported  11 Description
purchase_order  procore  title  text, letter          reported  11 Title
purchase_order  both     holdback_percent  more, zero, emptied  reported  11 Holdback %; maestro 6/27
purchase_order  both     external_number  text, transposed  reported  11 External No.
purchase_order  maestro  external_number  valid, emptied  reported  11 External No.
purchase_order  procore  external_number  valid, emptied, beyond  reported  11 External No., 40
purchase_order  maestro  status  =En attente, =Rejeté, =Annulé  reported  11 Status: must be Approved
purchase_order  procore  status  =Draft, =Submitted   reported  11 Status: still Approved at the time
purchase_order  maestro  project_code  moved          reported  11 in its project
purchase_order  both     record  drop, double         reported  11; 1 Duplicates: once only
purchase_order  procore  record  drop alone           reported  11
purchase_order  maestro  record  drop alone           reported  11
purchase_order  procore  record  change on order      reported  1 Procore change order on a purchase order; maestro 6/11
purchase_order  maestro  revised_amount  cent, twice  reported  maestro 6/9
subcontract  both     party_code  valid, emptied      reported  12 Supplier
subcontract  both     contract_on  day, month, year, emptied  reported  12 Contract Date
subcontract  both     delivery_on  day, month, year, emptied  reported  12 Delivery Date
subcontract  maestro  text  text, letter, emptied     reported  12 Details
subcontract  procore  text  text, letter, emptied     reported  12 Title + Description
subcontract  both     memo  text, letter, emptied     reported  12 Memo: Inclusions, a setting
subcontract  both     holdback_percent  more, zero, emptied  reported  12 Holdback %
subcontract  both     external_number  text, transposed  reported  12 External No.
subcontract  maestro  external_number  valid, emptied  reported  12 External No.
subcontract  maestro  status  =En attente, =Rejeté, =Annulé  reported  12 Status
subcontract  procore  status  =Draft, =Void, =Terminated  reported  12 Status
subcontract  maestro  project_code  moved             reported  12 in its project
subcontract  both     record  drop, double            reported  12; 1 Duplicates
subcontract  maestro  revised_amount  cent            reported  maestro 6/9
subcontract  procore  executed  no                    silent    12: no row
subcontract  procore  text  markup                    silent    API reference 3 Text: HTML is stripped
purchase_order  procore  title  blanks                silent    11 Memo: by containment
commitment_line  both     quantity  more, transposed, as one  reported  11 Breakdown lines; 12
commitment_line  both     unit_price  more, cent      reported  11 Breakdown lines; 12
commitment_line  both     unit  =boîte, emptied       reported  11 Breakdown lines
commitment_line  both     amount  cent, sign, tax, transposed, twice  reported  11 Breakdown lines; maestro 6/26
commitment_line  both     description  text, emptied  reported  9, 11: lines carry it
commitment_line  both     activity_code  valid, invalid  reported  11 activity+group <- budget code
commitment_line  both     group_code  valid, invalid  reported  11 activity+group
commitment_line  maestro  activity_code  emptied      reported  11 activity+group
commitment_line  both     record  drop, double, split  reported  12 one to one
commitment_line:subcontract  both  record  merged     reported  12 one to one
commitment_line  both     line_number  more lines     silent    11: lines have no position in the table
"""

CHANGES = """
change_order  both     number  text, transposed       reported  13 Change Order
change_order  maestro  number  emptied                reported  13 maestro* refuses an empty one
change_order  both     contract_on  day, month, year  reported  13 Date
change_order  maestro  contract_on  emptied           reported  13 Date
change_order  maestro  party_code  valid, emptied     reported  13 Supplier
change_order  maestro  status  =En attente, =Rejeté, =Non facturable  reported  13 statuses
change_order  procore  status  =pending, =rejected, =void, =draft  reported  13 CO Approved
change_order  both     contract_number  moved         reported  13 Contract No.
change_order  maestro  contract_number  invalid       reported  13 Contract No.
change_order  maestro  is_orders  =N                  reported  13 three independent boxes
change_order  maestro  is_invoicing  =N               reported  13 three independent boxes
change_order  both     record  drop, double           reported  13; 1 Duplicates
change_order  procore  record  drop alone             reported  13
change_order  procore  executed  no                   silent    13: no row
change_order_line  both     quantity  more, as one    reported  13 Quantity
change_order_line  both     unit_price  more, cent    reported  13 Unit Price
change_order_line  both     unit  =boîte, emptied     reported  13 Unit, a candidate of the lost rows
change_order_line  both     amount  cent, sign, tax, transposed, twice  reported  13 Amount
change_order_line  both     description  text, emptied  reported  13 Description
change_order_line  both     activity_code  valid, invalid  reported  13 Budget Code
change_order_line  both     group_code  valid, invalid  reported  13 Budget Code
change_order_line  both     record  drop, double, split  reported  13 one to one
prime_change_order  maestro  text  text, letter, emptied  reported  14 Description
prime_change_order  procore  title  text, letter      reported  14 Title + Description
prime_change_order  procore  text  text               reported  14 Title + Description
prime_change_order  both     number  text, transposed  reported  14 No., a candidate of the lost row
prime_change_order  maestro  status  =En attente, =Rejeté  reported  14 Status; contract approved
prime_change_order  procore  status  =pending, =rejected, =void  reported  14 Status
prime_change_order  both     activity_code  valid, invalid  reported  14 Activity
prime_change_order  both     quantity  more, as one   reported  14 Quantity
prime_change_order  both     unit  =boîte, emptied    reported  14 Unit
prime_change_order  both     unit_price  cent, twice, tax  reported  14 Price / Rate
prime_change_order  maestro  project_code  moved      reported  14 in its contract
prime_change_order  both     record  drop, double     reported  14; 1 Duplicates
prime_contract  both     text  text, letter           reported  15 Description
prime_contract  both     party_code  valid, emptied   reported  15 Customer Code
prime_contract  both     contract_on  day, month, year, emptied  reported  15 Start Date
prime_contract  both     delivery_on  day, month, year, emptied  reported  15 Delivery Date
prime_contract  both     holdback_percent  more, zero, emptied  reported  15 Holdback %
prime_contract  both     amount  cent, tax, transposed, twice  reported  15 Contract / Amount
prime_contract:amount  maestro  accounting_method  =Quantité  reported  15 Progress; maestro 6/32
prime_contract:amount  procore  accounting_method  =unit  reported  15 Progress
prime_contract:unit  maestro  accounting_method  =Taux  reported  15 Progress
prime_contract:unit  procore  accounting_method  =amount  reported  15 Progress
prime_contract  maestro  status  =En attente, =Annulé  reported  15; maestro 4 own status
prime_contract  procore  status  =Draft, =Terminated  reported  15; 1 Status gate
prime_contract  both     record  drop, double         reported  15; 1 Duplicates
prime_contract  procore  record  drop alone           reported  15
prime_contract  maestro  project_code  moved          reported  15 Number is the project number
prime_contract_line  both  record  drop, double       reported  15 Billing Schedule
prime_contract_line  both  description  text, emptied  reported  15 Description
prime_contract_line  both  activity_code  valid, invalid  reported  15 Activity
prime_contract_line  both  line_number  swapped       reported  15 Line: position 1, 2, 3
prime_contract_line:amount  both  amount  cent, sign, tax, transposed, twice, swapped  reported  15 Amount
prime_contract_line:unit  both  quantity  more, as one  reported  15 Quantity
prime_contract_line:unit  both  unit  =boîte, emptied  reported  15 Unit
prime_contract_line:unit  both  unit_price  more, cent  reported  15 Unit Price
prime_contract_line:amount  both  group_code  valid   silent    15 Activity: group dropped
"""

TABLES = (PARTIES, PROJECTS, COSTS, COMMITMENTS, CHANGES)
